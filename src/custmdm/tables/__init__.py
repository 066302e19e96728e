"""Whole tables and lists of records: every value standardized, once a distinct value."""

from custmdm.tables._ids import RecordIds as RecordIds
from custmdm.tables._ids import by_source as by_source
from custmdm.tables._ids import ids_in_order as ids_in_order
from custmdm.tables._ids import in_order as in_order
from custmdm.tables._ids import order_of as order_of
from custmdm.tables._ids import rows_of as rows_of
from custmdm.tables._ids import sources_of as sources_of
from custmdm.tables._ids import taken as taken
from custmdm.tables._leaf import Leaf as Leaf
from custmdm.tables._leaf import check_context as check_context
from custmdm.tables._one_record import OneRecord as OneRecord
from custmdm.tables._raw import FieldPlan as FieldPlan
from custmdm.tables._raw import RawColumn as RawColumn
from custmdm.tables._raw import check_kinds as check_kinds
from custmdm.tables._raw import check_record as check_record
from custmdm.tables._raw import columns_of_records as columns_of_records
from custmdm.tables._raw import columns_of_table as columns_of_table
from custmdm.tables._raw import plans_of_table as plans_of_table
from custmdm.tables._read import FrameSource as FrameSource
from custmdm.tables._read import listed as listed
from custmdm.tables._read import moment as moment
from custmdm.tables._read import record_ids as record_ids
from custmdm.tables._read import split_by_type as split_by_type
from custmdm.tables._read import table_of_records as table_of_records
from custmdm.tables._read import table_of_sources as table_of_sources
from custmdm.tables._read_as import AS_SAID as AS_SAID
from custmdm.tables._read_as import IGNORED as IGNORED
from custmdm.tables._read_as import ReadAs as ReadAs
from custmdm.tables._read_as import as_read as as_read
from custmdm.tables._read_as import identities as identities
from custmdm.tables._read_as import read_otherwise as read_otherwise
from custmdm.tables._read_as import rows_saying as rows_saying
from custmdm.tables._shared import can_be_shared as can_be_shared
from custmdm.tables._shared import name_leaves as name_leaves
from custmdm.tables._shared import shared_limit as shared_limit
from custmdm.tables._stack import raw_columns as raw_columns
from custmdm.tables._stack import stacked as stacked
from custmdm.tables._stack import taken_rows as taken_rows
from custmdm.tables._standardize import StandardizedData as StandardizedData
from custmdm.tables._standardize import by_row as by_row
from custmdm.tables._standardize import standardize as standardize
from custmdm.tables._table import Shown as Shown
from custmdm.tables._table import Table as Table
from custmdm.tables._table import standardized_table as standardized_table

__all__ = [
    "AS_SAID",
    "IGNORED",
    "FieldPlan",
    "FrameSource",
    "Leaf",
    "OneRecord",
    "RawColumn",
    "ReadAs",
    "RecordIds",
    "Shown",
    "StandardizedData",
    "Table",
    "as_read",
    "by_row",
    "by_source",
    "can_be_shared",
    "check_context",
    "check_kinds",
    "check_record",
    "columns_of_records",
    "columns_of_table",
    "identities",
    "ids_in_order",
    "in_order",
    "listed",
    "moment",
    "name_leaves",
    "order_of",
    "plans_of_table",
    "raw_columns",
    "read_otherwise",
    "record_ids",
    "rows_of",
    "rows_saying",
    "shared_limit",
    "sources_of",
    "split_by_type",
    "stacked",
    "standardize",
    "standardized_table",
    "table_of_records",
    "table_of_sources",
    "taken",
    "taken_rows",
]
