"""Settings of all tests, and the snippets of the README and the docs as tests."""

import contextlib
import doctest
import os
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

collect_ignore = [
    "docs/conf.py",  # only Sphinx can run it
    "tests/typing",  # programs for the type checkers, never run
]

# Hypothesis has a profile for CI, where one commit must always give one answer. No deadline in
# either: a busy machine is no defect.
settings.register_profile(
    "custmdm", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None
)
# Mutation testing runs the tests some thousand times: always the same few examples, not shrunk.
settings.register_profile(
    "mutation",
    settings.get_profile("ci"),
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("custmdm")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a function by its name and other objects by their type, never by an address.

    Test ids must be the same in every process: pytest-xdist compares them.
    """
    name = getattr(val, "__name__", None)
    if callable(val) and name is not None:
        return str(name)
    return type(val).__name__ if " at 0x" in repr(val) else None


@pytest.fixture(scope="module")
def snippet_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run the snippets of a page in an empty folder, so that they may write files."""
    with contextlib.chdir(tmp_path_factory.mktemp("snippets")):
        yield


# A block labelled `python` is run, with >>> or without; those of one page share their variables.
# `<!--- skip: next -->` above a block leaves it out.
pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE),
        SkipParser(),
    ],
    patterns=["*.md"],
    fixtures=["snippet_folder"],
).pytest()
