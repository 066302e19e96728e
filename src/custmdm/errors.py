"""The errors of the library.

Bad *configuration* raises where it is written; bad *data* never raises: it is a value, an
:class:`~custmdm.Issue` or None. Each error is also the built-in a caller would expect.

.. code-block:: text

    CustmdmError
    ├── ConfigurationError  (ValueError)    a setting that cannot work
    │   ├── UnknownKindError                a kind that does not exist
    │   └── MissingColumnError              a column or field that does not exist
    ├── ContradictionError  (ValueError)    constraints that cannot all hold
    ├── DuplicateKeyError   (ValueError)    record keys that are not unique, or missing
    ├── UnknownRecordError  (KeyError)      a record id that the result does not hold
    ├── LedgerError         (ValueError)    an event, or a wish, that does not fit the ledger
    │   └── LedgerFileError                 a saved ledger that cannot be written or read
    ├── IndexFileError      (ValueError)    a saved index that cannot be written or read
    ├── RequestError        (ValueError)    a step that does not fit a change request
    │   └── NotAllowedError (PermissionError) what an actor may not do
    ├── ModelError          (ValueError)    a saved model that cannot be read
    ├── NotTrainedError     (RuntimeError)  a Linker used before fit
    ├── StaleVersionError   (RuntimeError)  a change of what has changed since
    └── MissingExtraError   (ImportError)   an optional part that is not installed

    UncertainResultWarning  (UserWarning)   a result that is not to be used as it is
"""

import difflib
from collections.abc import Iterable

__all__ = [
    "ConfigurationError",
    "ContradictionError",
    "CustmdmError",
    "DuplicateKeyError",
    "IndexFileError",
    "LedgerError",
    "LedgerFileError",
    "MissingColumnError",
    "MissingExtraError",
    "ModelError",
    "NotAllowedError",
    "NotTrainedError",
    "RequestError",
    "StaleVersionError",
    "UncertainResultWarning",
    "UnknownKindError",
    "UnknownRecordError",
    "did_you_mean",
]


class CustmdmError(Exception):
    """Be the base of every error of this library."""


class ConfigurationError(CustmdmError, ValueError):
    """Say that a setting cannot work, and how to mend it."""


class UnknownKindError(ConfigurationError):
    """Say that a kind does not exist, and which one was probably meant."""


class MissingColumnError(ConfigurationError):
    """Say that a column or field does not exist, and which one was probably meant."""


class ContradictionError(CustmdmError, ValueError):
    """Say that constraints contradict each other, and by which chains.

    Attributes:
        chains: for each contradiction the records, of a clusterer the rows, that are always one,
            each with the next; the first and the last must stay apart.
    """

    def __init__(self, *args: object, chains: Iterable[tuple[object, ...]] = ()) -> None:
        super().__init__(*args)
        self.chains = tuple(chains)


class DuplicateKeyError(CustmdmError, ValueError):
    """Say that record keys are missing or not unique."""


class UnknownRecordError(CustmdmError, KeyError):
    """Say that a record id is not among the records."""

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; a sentence reads better.
        return str(self.args[0]) if self.args else ""


class LedgerError(CustmdmError, ValueError):
    """Say that an event, or what somebody wants to do, does not fit the ledger.

    Attributes:
        number: the number of the event, or of the line of a file; None if there is none yet.
        rule: the rule that it breaks, as a stable code.
        ids: the records and golden ids that break it.
    """

    def __init__(
        self,
        *args: object,
        number: int | None = None,
        rule: str = "",
        ids: Iterable[object] = (),
    ) -> None:
        super().__init__(*args)
        self.number = number
        self.rule = rule
        self.ids = tuple(ids)


class LedgerFileError(LedgerError):
    """Say that a saved ledger cannot be written or read, and where it is wrong."""


class IndexFileError(CustmdmError, ValueError):
    """Say why a saved index cannot be written or read, and what to do."""


class RequestError(CustmdmError, ValueError):
    """Say that a step does not fit a change request as it is; nothing was done.

    Attributes:
        rule: the rule that it breaks, as a stable code.
        request: the id of the request.
        number: the number of the event, where it is one that does not fit.
    """

    def __init__(
        self, *args: object, rule: str = "", request: str = "", number: int | None = None
    ) -> None:
        super().__init__(*args)
        self.rule = rule
        self.request = request
        self.number = number


class NotAllowedError(RequestError, PermissionError):
    """Say that who wants a step may not take it."""


class ModelError(CustmdmError, ValueError):
    """Say that a saved model cannot be written or read, and where it is wrong."""


class NotTrainedError(CustmdmError, RuntimeError):
    """Say that a Linker has no model yet."""


class StaleVersionError(CustmdmError, RuntimeError):
    """Say that something was changed since a change of it was worked out: work it out again."""


class MissingExtraError(CustmdmError, ImportError):
    """Say which extra to install for an optional part."""


class UncertainResultWarning(UserWarning):
    """Say that a result is too uncertain to be used as it is."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a sentence that suggests the nearest known names, to end a message with.

    >>> did_you_mean("fone", ["email", "phone"])
    "Did you mean 'phone'?"
    >>> did_you_mean("name", ["number", "person_name"])
    "Did you mean 'person_name' or 'number'?"
    >>> did_you_mean("zzz", ["email", "phone"])
    "Known: 'email', 'phone'."
    """
    names = sorted(set(known))
    if not names:
        return "There is none."
    near = difflib.get_close_matches(wrong, names, n=3, cutoff=0.6)
    # "name" is nearer to "number" by letters, and means "person_name".
    holding = [name for name in names if len(wrong) > 2 and wrong in name]
    near = list(dict.fromkeys([*holding, *near]))[:4]
    if near:
        return f"Did you mean {' or '.join(map(repr, near))}?"
    shown = ", ".join(map(repr, names[:20]))
    return f"Known: {shown}{', ...' if len(names) > 20 else ''}."
