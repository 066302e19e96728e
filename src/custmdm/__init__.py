"""Turn many messy customer records into one trusted record a customer, and keep it true.

>>> import custmdm as cm
>>> cm.kinds.get("phone").standardize("手机：138 1234 5678", country="CN").value
'+8613812345678'
"""

from custmdm import block as block
from custmdm import cluster as cluster
from custmdm import compare as compare
from custmdm import datasets as datasets
from custmdm import evaluate as evaluate
from custmdm import kinds as kinds
from custmdm import normalize as normalize
from custmdm import score as score
from custmdm import survive as survive
from custmdm import validate as validate
from custmdm._version import __version__ as __version__
from custmdm.errors import ConfigurationError as ConfigurationError
from custmdm.errors import ContradictionError as ContradictionError
from custmdm.errors import CustmdmError as CustmdmError
from custmdm.errors import DuplicateKeyError as DuplicateKeyError
from custmdm.errors import MissingColumnError as MissingColumnError
from custmdm.errors import MissingExtraError as MissingExtraError
from custmdm.errors import ModelError as ModelError
from custmdm.errors import NotTrainedError as NotTrainedError
from custmdm.errors import UnknownKindError as UnknownKindError
from custmdm.errors import UnknownRecordError as UnknownRecordError
from custmdm.linker import Explanation as Explanation
from custmdm.linker import Linker as Linker
from custmdm.linker import Resolution as Resolution
from custmdm.linker import resolve as resolve
from custmdm.mapping import FieldMapping as FieldMapping
from custmdm.mapping import Mapped as Mapped
from custmdm.model import Always as Always
from custmdm.model import Claim as Claim
from custmdm.model import Cluster as Cluster
from custmdm.model import Context as Context
from custmdm.model import Crosswalk as Crosswalk
from custmdm.model import Decision as Decision
from custmdm.model import GoldenRecord as GoldenRecord
from custmdm.model import Issue as Issue
from custmdm.model import Lineage as Lineage
from custmdm.model import Link as Link
from custmdm.model import MatchScore as MatchScore
from custmdm.model import Never as Never
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
from custmdm.model import field as field
from custmdm.normalize import format_phone as format_phone
from custmdm.tables import StandardizedData as StandardizedData
from custmdm.tables import standardize as standardize

__all__ = [
    "Always",
    "Claim",
    "Cluster",
    "ConfigurationError",
    "Context",
    "ContradictionError",
    "Crosswalk",
    "CustmdmError",
    "Decision",
    "DuplicateKeyError",
    "Explanation",
    "FieldMapping",
    "GoldenRecord",
    "Issue",
    "Lineage",
    "Link",
    "Linker",
    "Mapped",
    "MatchScore",
    "MissingColumnError",
    "MissingExtraError",
    "ModelError",
    "Never",
    "NotTrainedError",
    "Organization",
    "Person",
    "PersonName",
    "PostalAddress",
    "Record",
    "RecordId",
    "Resolution",
    "Severity",
    "Standardized",
    "StandardizedData",
    "Status",
    "Thresholds",
    "UnknownKindError",
    "UnknownRecordError",
    "__version__",
    "block",
    "cluster",
    "compare",
    "datasets",
    "evaluate",
    "field",
    "format_phone",
    "kinds",
    "normalize",
    "resolve",
    "score",
    "standardize",
    "survive",
    "validate",
]
