"""The change feed: what to tell those who keep copies of the golden records.

Its events are of golden ids and their values, for systems that follow; those of the ledger itself
are of records, for the history. Some have the same names: say ``feed.Created``.
"""

from custmdm.ledger.feed._apply import apply_events as apply_events
from custmdm.ledger.feed._diff import diff as diff
from custmdm.ledger.feed._events import Absent as Absent
from custmdm.ledger.feed._events import Created as Created
from custmdm.ledger.feed._events import Erased as Erased
from custmdm.ledger.feed._events import FeedEvent as FeedEvent
from custmdm.ledger.feed._events import FieldChanged as FieldChanged
from custmdm.ledger.feed._events import Merged as Merged
from custmdm.ledger.feed._events import Redirected as Redirected
from custmdm.ledger.feed._events import Split as Split
from custmdm.ledger.feed._json import event_from_json as event_from_json
from custmdm.ledger.feed._json import event_to_json as event_to_json
from custmdm.ledger.feed._json import replica_from_json as replica_from_json
from custmdm.ledger.feed._json import replica_to_json as replica_to_json
from custmdm.ledger.feed._replica import Replica as Replica
from custmdm.ledger.feed._replica import Seen as Seen

__all__ = [
    "Absent",
    "Created",
    "Erased",
    "FeedEvent",
    "FieldChanged",
    "Merged",
    "Redirected",
    "Replica",
    "Seen",
    "Split",
    "apply_events",
    "diff",
    "event_from_json",
    "event_to_json",
    "replica_from_json",
    "replica_to_json",
]
