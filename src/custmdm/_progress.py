"""Tell how far long work is."""

import sys
import warnings
from typing import Any

from custmdm.errors import ConfigurationError
from custmdm.typing import Progress

# Work that takes less, in seconds, shows no bar.
_PATIENCE = 0.5


def as_progress(progress: "bool | Progress | None") -> Progress:
    """Return what the user asked for as a callback.

    None, and True, is a bar where somebody looks: standard error is a terminal, or this runs in a
    notebook; elsewhere nothing is told. False tells nothing. A function is called with the stage,
    what is done and the total, and cancels the run by raising.

    Raises:
        ConfigurationError: if it is none of them.
    """
    if progress is False:
        return silent
    if progress is None or progress is True:
        return _Bar() if _is_watched() else silent
    if not callable(progress):
        raise ConfigurationError(
            f"progress is True or a function of stage, done and total, got {progress!r}"
        )
    return progress


def silent(stage: str, done: int, total: int, /) -> None:
    """Tell nobody."""
    del stage, done, total


def _is_watched() -> bool:
    """Say whether there is a terminal, or a notebook, to show a bar in."""
    if sys.stderr is not None and sys.stderr.isatty():
        return True
    # As tqdm finds out, without the import: only a kernel has one.
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


class _Bar:
    """Show one tqdm bar a stage; of short work none."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._stage = ""
        self._bar: Any = None
        self._first: Any = None

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = self._opened(stage, total)
        bar = self._bar
        bar.total = total
        bar.update(done - bar.n)
        if done >= total:
            self._close()

    def _opened(self, stage: str, total: int) -> Any:
        # Imported when there is a bar to show: who sees none does not pay. A notebook without
        # widgets gets a bar of letters, and no advice to install some.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm
        # The first bar knows how long ago the work began.
        spent = 0.0 if self._first is None else self._first.format_dict["elapsed"]
        wait = max(0.0, self._patience - spent)
        bar = tqdm(total=total, desc=stage, leave=False, delay=wait)
        self._first = bar if self._first is None else self._first
        return bar

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._stage, self._bar = "", None
