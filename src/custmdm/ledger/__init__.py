"""Who is whom over time: events, the state they lead to, and ids that stay.

Events are values: the host stores them where it likes. The state is a fold over them
(:func:`replay`), commands such as :func:`merge` and :func:`unmerge` return the events that they
come to, and nothing is ever lost that an undo would need.
"""

from custmdm.ledger._between import events_between as events_between
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
from custmdm.ledger._stable import stable_ids as stable_ids
from custmdm.ledger._state import IdStatus as IdStatus
from custmdm.ledger._state import LedgerState as LedgerState
from custmdm.ledger._state import MergeTree as MergeTree
from custmdm.ledger._state import replay as replay
from custmdm.ledger._state import resolve_id as resolve_id
