"""Customers merged in the tables that a host has, and merges undone."""

from .merging import Merged as Merged
from .merging import Merger as Merger
from .merging import UnknownMergeError as UnknownMergeError
from .reflecting import reflect as reflect

__all__ = ["Merged", "Merger", "UnknownMergeError", "reflect"]
