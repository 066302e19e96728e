"""Tell how far a run is."""

from typing import Any

from custmdm.errors import ConfigurationError
from custmdm.typing import Progress


def as_progress(progress: "bool | Progress | None") -> Progress:
    """Return what the user asked for as a callback.

    True is a progress bar where standard error is a terminal or a notebook; a function is called
    with the stage, what is done and the total, and cancels the run by raising.

    Raises:
        ConfigurationError: if it is neither.
    """
    if progress is True:
        return _Bar()
    if progress is None or progress is False:
        return _silent
    if not callable(progress):
        raise ConfigurationError(
            f"progress is True or a function of stage, done and total, got {progress!r}"
        )
    return progress


def _silent(stage: str, done: int, total: int, /) -> None:
    del stage, done, total


class _Bar:
    """Show one tqdm bar a stage."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        if stage != self._stage:
            # Imported when a bar is asked for: who wants none does not pay.
            from tqdm.auto import tqdm

            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, disable=None, leave=False)
        bar = self._bar
        bar.total = total
        bar.update(done - bar.n)
        if done >= total:
            bar.close()
