"""What a merge of two customers comes to in the tables of the host, as data."""

from custmdm.steward.schema._host_rows import Rows as Rows
from custmdm.steward.schema._host_rows import RowSource as RowSource
from custmdm.steward.schema._host_schema import HostSchema as HostSchema
from custmdm.steward.schema._host_schema import HostTable as HostTable
from custmdm.steward.schema._host_schema import Reference as Reference
from custmdm.steward.schema._host_schema import RowKey as RowKey
from custmdm.steward.schema._host_schema import Unique as Unique
from custmdm.steward.schema._merge_json import host_schema_from_json as host_schema_from_json
from custmdm.steward.schema._merge_json import host_schema_to_json as host_schema_to_json
from custmdm.steward.schema._merge_json import merge_plan_from_json as merge_plan_from_json
from custmdm.steward.schema._merge_json import merge_plan_to_json as merge_plan_to_json
from custmdm.steward.schema._merge_plan import Assign as Assign
from custmdm.steward.schema._merge_plan import Choice as Choice
from custmdm.steward.schema._merge_plan import Leave as Leave
from custmdm.steward.schema._merge_plan import MergePlan as MergePlan
from custmdm.steward.schema._merge_plan import plan_merge as plan_merge
from custmdm.steward.schema._merge_undo import Edited as Edited
from custmdm.steward.schema._merge_undo import UndoPlan as UndoPlan
from custmdm.steward.schema._merge_undo import plan_undo as plan_undo
from custmdm.steward.schema._merge_undo import record_merge as record_merge
from custmdm.steward.schema._row_change import Obstacle as Obstacle
from custmdm.steward.schema._row_change import RowChange as RowChange

__all__ = [
    "Assign",
    "Choice",
    "Edited",
    "HostSchema",
    "HostTable",
    "Leave",
    "MergePlan",
    "Obstacle",
    "Reference",
    "RowChange",
    "RowKey",
    "RowSource",
    "Rows",
    "UndoPlan",
    "Unique",
    "host_schema_from_json",
    "host_schema_to_json",
    "merge_plan_from_json",
    "merge_plan_to_json",
    "plan_merge",
    "plan_undo",
    "record_merge",
]
