"""Turn many messy customer records into one trusted record a customer, and keep it true.

>>> import custmdm as cm
>>> cm.kinds.get("phone").standardize("手机：138 1234 5678", country="CN").value
'+8613812345678'
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

from custmdm._version import __version__ as __version__

if TYPE_CHECKING:
    from custmdm import block as block
    from custmdm import charts as charts
    from custmdm import cluster as cluster
    from custmdm import compare as compare
    from custmdm import datasets as datasets
    from custmdm import evaluate as evaluate
    from custmdm import kinds as kinds
    from custmdm import ledger as ledger
    from custmdm import normalize as normalize
    from custmdm import score as score
    from custmdm import steward as steward
    from custmdm import survive as survive
    from custmdm import validate as validate
    from custmdm.errors import ConfigurationError as ConfigurationError
    from custmdm.errors import ContradictionError as ContradictionError
    from custmdm.errors import CustmdmError as CustmdmError
    from custmdm.errors import DuplicateKeyError as DuplicateKeyError
    from custmdm.errors import IndexFileError as IndexFileError
    from custmdm.errors import LedgerError as LedgerError
    from custmdm.errors import LedgerFileError as LedgerFileError
    from custmdm.errors import MissingColumnError as MissingColumnError
    from custmdm.errors import MissingExtraError as MissingExtraError
    from custmdm.errors import ModelError as ModelError
    from custmdm.errors import NotAllowedError as NotAllowedError
    from custmdm.errors import NotTrainedError as NotTrainedError
    from custmdm.errors import RequestError as RequestError
    from custmdm.errors import StaleVersionError as StaleVersionError
    from custmdm.errors import UncertainResultWarning as UncertainResultWarning
    from custmdm.errors import UnknownKindError as UnknownKindError
    from custmdm.errors import UnknownRecordError as UnknownRecordError
    from custmdm.exports import to_csv as to_csv
    from custmdm.linker import Candidate as Candidate
    from custmdm.linker import Explanation as Explanation
    from custmdm.linker import Linker as Linker
    from custmdm.linker import PreparedRecord as PreparedRecord
    from custmdm.linker import Resolution as Resolution
    from custmdm.linker import link as link
    from custmdm.linker import resolve as resolve
    from custmdm.live import ChangeSet as ChangeSet
    from custmdm.live import LiveIndex as LiveIndex
    from custmdm.mapping import FieldMapping as FieldMapping
    from custmdm.mapping import Mapped as Mapped
    from custmdm.model import AliasValue as AliasValue
    from custmdm.model import Always as Always
    from custmdm.model import Claim as Claim
    from custmdm.model import Cluster as Cluster
    from custmdm.model import Constraint as Constraint
    from custmdm.model import Context as Context
    from custmdm.model import Crosswalk as Crosswalk
    from custmdm.model import Decision as Decision
    from custmdm.model import GoldenRecord as GoldenRecord
    from custmdm.model import IgnoreValue as IgnoreValue
    from custmdm.model import Issue as Issue
    from custmdm.model import Link as Link
    from custmdm.model import MatchScore as MatchScore
    from custmdm.model import Never as Never
    from custmdm.model import OnePerSource as OnePerSource
    from custmdm.model import Organization as Organization
    from custmdm.model import Person as Person
    from custmdm.model import PersonName as PersonName
    from custmdm.model import PostalAddress as PostalAddress
    from custmdm.model import Record as Record
    from custmdm.model import RecordId as RecordId
    from custmdm.model import Severity as Severity
    from custmdm.model import Standardized as Standardized
    from custmdm.model import Status as Status
    from custmdm.model import Thresholds as Thresholds
    from custmdm.model import Trace as Trace
    from custmdm.model import field as field
    from custmdm.normalize import format_phone as format_phone
    from custmdm.tables import StandardizedData as StandardizedData
    from custmdm.tables import standardize as standardize

# What is imported when it is first asked for: `import custmdm` takes next to no time, and who
# matches does not wait for what draws. A test holds it against the imports above.
_MODULES = (
    "block", "charts", "cluster", "columns", "compare", "datasets", "errors", "evaluate", "exports",
    "frames", "kinds", "ledger", "linker", "live", "mapping", "model", "normalize", "score",
    "steward", "survive", "tables", "typing", "validate",
)  # fmt: skip
_NAMES = {
    "errors": (
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
    ),
    "exports": ("to_csv",),
    "linker": (
        "Candidate",
        "Explanation",
        "Linker",
        "PreparedRecord",
        "Resolution",
        "link",
        "resolve",
    ),
    "live": (
        "ChangeSet",
        "LiveIndex",
    ),
    "mapping": (
        "FieldMapping",
        "Mapped",
    ),
    "model": (
        "AliasValue",
        "Always",
        "Claim",
        "Cluster",
        "Constraint",
        "Context",
        "Crosswalk",
        "Decision",
        "GoldenRecord",
        "IgnoreValue",
        "Issue",
        "Link",
        "MatchScore",
        "Never",
        "OnePerSource",
        "Organization",
        "Person",
        "PersonName",
        "PostalAddress",
        "Record",
        "RecordId",
        "Severity",
        "Standardized",
        "Status",
        "Thresholds",
        "Trace",
        "field",
    ),
    "normalize": ("format_phone",),
    "tables": (
        "StandardizedData",
        "standardize",
    ),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "AliasValue",
    "Always",
    "Candidate",
    "ChangeSet",
    "Claim",
    "Cluster",
    "ConfigurationError",
    "Constraint",
    "Context",
    "ContradictionError",
    "Crosswalk",
    "CustmdmError",
    "Decision",
    "DuplicateKeyError",
    "Explanation",
    "FieldMapping",
    "GoldenRecord",
    "IgnoreValue",
    "IndexFileError",
    "Issue",
    "LedgerError",
    "LedgerFileError",
    "Link",
    "Linker",
    "LiveIndex",
    "Mapped",
    "MatchScore",
    "MissingColumnError",
    "MissingExtraError",
    "ModelError",
    "Never",
    "NotAllowedError",
    "NotTrainedError",
    "OnePerSource",
    "Organization",
    "Person",
    "PersonName",
    "PostalAddress",
    "PreparedRecord",
    "Record",
    "RecordId",
    "RequestError",
    "Resolution",
    "Severity",
    "StaleVersionError",
    "Standardized",
    "StandardizedData",
    "Status",
    "Thresholds",
    "Trace",
    "UncertainResultWarning",
    "UnknownKindError",
    "UnknownRecordError",
    "__version__",
    "block",
    "charts",
    "cluster",
    "compare",
    "datasets",
    "evaluate",
    "field",
    "format_phone",
    "kinds",
    "ledger",
    "link",
    "normalize",
    "resolve",
    "score",
    "standardize",
    "steward",
    "survive",
    "to_csv",
    "validate",
]


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name in _MODULES:
        return _import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(_import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return what there is, imported or not."""
    return sorted({*globals(), *__all__})
