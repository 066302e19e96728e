"""What people do with customers: they settle what is in doubt, and decide what holds."""

from custmdm.steward import requests as requests
from custmdm.steward import schema as schema
from custmdm.steward._bands import Band as Band
from custmdm.steward._bands import Bands as Bands
from custmdm.steward._bands import Merge as Merge
from custmdm.steward._bands import held_back as held_back
from custmdm.steward._bands import merges as merges
from custmdm.steward._decisions import Decision as Decision
from custmdm.steward._decisions import Different as Different
from custmdm.steward._decisions import PairDecision as PairDecision
from custmdm.steward._decisions import Ruling as Ruling
from custmdm.steward._decisions import Same as Same
from custmdm.steward._decisions import Unsure as Unsure
from custmdm.steward._evidence import evidence as evidence
from custmdm.steward._json import decision_from_json as decision_from_json
from custmdm.steward._json import decision_to_json as decision_to_json
from custmdm.steward._metrics import Agreement as Agreement
from custmdm.steward._metrics import Backlog as Backlog
from custmdm.steward._metrics import BandPrecision as BandPrecision
from custmdm.steward._metrics import Undone as Undone
from custmdm.steward._metrics import agreement as agreement
from custmdm.steward._metrics import backlog as backlog
from custmdm.steward._metrics import precision_by_band as precision_by_band
from custmdm.steward._metrics import undone as undone
from custmdm.steward._queue import ReviewItem as ReviewItem
from custmdm.steward._queue import queue as queue
from custmdm.steward._replay import Contradiction as Contradiction
from custmdm.steward._replay import Replayed as Replayed
from custmdm.steward._replay import replay as replay
from custmdm.steward._replay import stale as stale
from custmdm.steward._side_by_side import Compared as Compared
from custmdm.steward._side_by_side import side_by_side as side_by_side

__all__ = [
    "Agreement",
    "Backlog",
    "Band",
    "BandPrecision",
    "Bands",
    "Compared",
    "Contradiction",
    "Decision",
    "Different",
    "Merge",
    "PairDecision",
    "Replayed",
    "ReviewItem",
    "Ruling",
    "Same",
    "Undone",
    "Unsure",
    "agreement",
    "backlog",
    "decision_from_json",
    "decision_to_json",
    "evidence",
    "held_back",
    "merges",
    "precision_by_band",
    "queue",
    "replay",
    "requests",
    "schema",
    "side_by_side",
    "stale",
    "undone",
]
