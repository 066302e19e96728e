"""Customers that change one record at a time: matched in a millisecond, kept as a batch would."""

from custmdm.live._change_set import ChangeSet as ChangeSet
from custmdm.live._index import LiveIndex as LiveIndex

__all__ = ["ChangeSet", "LiveIndex"]
