"""What people do with customers: they settle what is in doubt, and decide what holds."""

from custmdm.steward import requests as requests
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
from custmdm.steward._queue import ReviewItem as ReviewItem
from custmdm.steward._queue import queue as queue
from custmdm.steward._replay import Contradiction as Contradiction
from custmdm.steward._replay import Replayed as Replayed
from custmdm.steward._replay import replay as replay
from custmdm.steward._replay import stale as stale

__all__ = [
    "Band",
    "Bands",
    "Contradiction",
    "Decision",
    "Different",
    "Merge",
    "PairDecision",
    "Replayed",
    "ReviewItem",
    "Ruling",
    "Same",
    "Unsure",
    "evidence",
    "held_back",
    "merges",
    "queue",
    "replay",
    "requests",
    "stale",
]
