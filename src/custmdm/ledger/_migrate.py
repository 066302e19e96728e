"""What is to be done to a file of an older version."""

from collections.abc import Callable, Mapping
from typing import Any

from custmdm.errors import LedgerFileError

Step = Callable[[dict[str, Any]], dict[str, Any]]
VERSION = 1
# For each older version what makes of one of its objects one of the next version.
EVENT_STEPS: Mapping[int, Step] = {}
STATE_STEPS: Mapping[int, Step] = {}
CROSSWALK_STEPS: Mapping[int, Step] = {}


def migrate(
    plain: dict[str, Any], version: int, steps: Mapping[int, Step], to: int = VERSION
) -> dict[str, Any]:
    """Return an object of an older version as one of this version."""
    for at in range(version, to):
        plain = steps[at](plain)
    return plain


def check_version(version: object, steps: Mapping[int, Step], to: int = VERSION) -> int:
    """Return the version of a file that can be read.

    Raises:
        LedgerFileError: if it is newer, or there is no way from it to this one.
    """
    if type(version) is not int or version < 0:
        raise LedgerFileError("version: expected a whole number", number=1, rule="version")
    if version > to:
        raise LedgerFileError(
            f"version: this file is of version {version}, this release reads up to {to}; "
            "install a newer custmdm",
            number=1,
            rule="version",
        )
    if any(at not in steps for at in range(version, to)):
        raise LedgerFileError(
            f"version: there is no way from version {version} to {to}", number=1, rule="version"
        )
    return version
