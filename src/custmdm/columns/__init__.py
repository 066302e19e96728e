"""The dictionary-encoded table: work is done once a distinct value.

A column is `codes` plus its distinct `values`. A scalar function is lifted over a column with
:meth:`Column.map`; equality of two values is equality of two integers.
"""

from custmdm.columns._column import PLACEHOLDER_CODE as PLACEHOLDER_CODE
from custmdm.columns._column import Column as Column
from custmdm.columns._column import concat as concat
from custmdm.columns._column import encode as encode
from custmdm.columns._column import encode_many as encode_many
from custmdm.columns._column import encode_terms as encode_terms
from custmdm.columns._column import narrowed as narrowed
from custmdm.columns._column import pool as pool
from custmdm.columns._column import ranges as ranges
from custmdm.columns._column import run_starts as run_starts
from custmdm.columns._column import stack as stack
from custmdm.columns._names import PersonNames as PersonNames
from custmdm.columns._numbers import MISSING as MISSING
from custmdm.columns._numbers import all_differ as all_differ
from custmdm.columns._numbers import none_among as none_among
from custmdm.columns._term import Term as Term
from custmdm.columns._term import Terms as Terms
from custmdm.columns._term import all_keys as all_keys
from custmdm.columns._term import all_values as all_values
from custmdm.columns._term import codes_of_keys as codes_of_keys
from custmdm.columns._view import View as View

__all__ = [
    "MISSING",
    "PLACEHOLDER_CODE",
    "Column",
    "PersonNames",
    "Term",
    "Terms",
    "View",
    "all_differ",
    "all_keys",
    "all_values",
    "codes_of_keys",
    "concat",
    "encode",
    "encode_many",
    "encode_terms",
    "narrowed",
    "none_among",
    "pool",
    "ranges",
    "run_starts",
    "stack",
]
