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
from custmdm.ledger.feed._replica import Replica as Replica
from custmdm.ledger.feed._replica import Seen as Seen
