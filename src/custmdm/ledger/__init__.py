"""Who is whom over time: events, the state they lead to, and ids that stay.

Events are values: the host stores them where it likes. The state is a fold over them
(:func:`replay`), commands such as :func:`merge` and :func:`unmerge` return the events that they
come to, and nothing is ever lost that an undo would need.
"""

from custmdm.ledger import feed as feed
from custmdm.ledger._between import events_between as events_between
from custmdm.ledger._chain import chain as chain
from custmdm.ledger._chain import verify as verify
from custmdm.ledger._churn import Churn as Churn
from custmdm.ledger._churn import churn as churn
from custmdm.ledger._commands import create as create
from custmdm.ledger._commands import decide as decide
from custmdm.ledger._commands import erase as erase
from custmdm.ledger._commands import merge as merge
from custmdm.ledger._commands import move as move
from custmdm.ledger._commands import pin as pin
from custmdm.ledger._commands import split as split
from custmdm.ledger._commands import unmerge as unmerge
from custmdm.ledger._commands import unpin as unpin
from custmdm.ledger._events import Created as Created
from custmdm.ledger._events import Decided as Decided
from custmdm.ledger._events import Erased as Erased
from custmdm.ledger._events import Event as Event
from custmdm.ledger._events import Joined as Joined
from custmdm.ledger._events import Merged as Merged
from custmdm.ledger._events import Moved as Moved
from custmdm.ledger._events import Part as Part
from custmdm.ledger._events import Pinned as Pinned
from custmdm.ledger._events import Split as Split
from custmdm.ledger._events import Unmerged as Unmerged
from custmdm.ledger._events import Unpinned as Unpinned
from custmdm.ledger._fold import Absorbed as Absorbed
from custmdm.ledger._history import History as History
from custmdm.ledger._history import Stated as Stated
from custmdm.ledger._history import golden_at as golden_at
from custmdm.ledger._json import crosswalk_from_json as crosswalk_from_json
from custmdm.ledger._json import crosswalk_to_json as crosswalk_to_json
from custmdm.ledger._json import events_from_json as events_from_json
from custmdm.ledger._json import events_to_json as events_to_json
from custmdm.ledger._json import events_to_lines as events_to_lines
from custmdm.ledger._json import state_from_json as state_from_json
from custmdm.ledger._json import state_to_json as state_to_json
from custmdm.ledger._preview import Conflict as Conflict
from custmdm.ledger._preview import Loss as Loss
from custmdm.ledger._preview import Preview as Preview
from custmdm.ledger._preview import preview_merge as preview_merge
from custmdm.ledger._preview import preview_unmerge as preview_unmerge
from custmdm.ledger._reparent import Child as Child
from custmdm.ledger._reparent import Placed as Placed
from custmdm.ledger._reparent import ReparentPlan as ReparentPlan
from custmdm.ledger._reparent import reparent as reparent
from custmdm.ledger._stable import stable_ids as stable_ids
from custmdm.ledger._state import IdStatus as IdStatus
from custmdm.ledger._state import LedgerState as LedgerState
from custmdm.ledger._state import MergeTree as MergeTree
from custmdm.ledger._state import replay as replay
from custmdm.ledger._state import resolve_id as resolve_id
from custmdm.ledger._timeline import Slice as Slice
from custmdm.ledger._timeline import timeline as timeline

__all__ = [
    "Absorbed",
    "Child",
    "Churn",
    "Conflict",
    "Created",
    "Decided",
    "Erased",
    "Event",
    "History",
    "IdStatus",
    "Joined",
    "LedgerState",
    "Loss",
    "MergeTree",
    "Merged",
    "Moved",
    "Part",
    "Pinned",
    "Placed",
    "Preview",
    "ReparentPlan",
    "Slice",
    "Split",
    "Stated",
    "Unmerged",
    "Unpinned",
    "chain",
    "churn",
    "create",
    "crosswalk_from_json",
    "crosswalk_to_json",
    "decide",
    "erase",
    "events_between",
    "events_from_json",
    "events_to_json",
    "events_to_lines",
    "feed",
    "golden_at",
    "merge",
    "move",
    "pin",
    "preview_merge",
    "preview_unmerge",
    "reparent",
    "replay",
    "resolve_id",
    "split",
    "stable_ids",
    "state_from_json",
    "state_to_json",
    "timeline",
    "unmerge",
    "unpin",
    "verify",
]
