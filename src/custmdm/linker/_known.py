"""Is a customer known? One record against those that the host looks up in tables of its own."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from custmdm.block._stable_keys import KeyRules, RecordKeys
from custmdm.errors import ConfigurationError
from custmdm.linker._candidate import Candidate, by_weight
from custmdm.linker._one_pair import PairScorer
from custmdm.linker._read import Reader, read_one, standard_record
from custmdm.linker._vetoes import vetoed
from custmdm.model import Decision, Record, RecordId
from custmdm.typing import CandidateSource

# Bytes of a hashed key: two of a billion keys are the same with a chance of one in a billion.
_BYTES = 15
# The longest key that the hash takes.
_LONGEST = 64


def record_keys(
    reader: Reader, rules: KeyRules, record: Any, secret: bytes | None
) -> tuple[str, ...]:
    """Return the blocking keys of a record, as text."""
    one = read_one(reader, record)
    texts = RecordKeys(one, rules, lambda: standard_record(reader, record)).texts()
    if secret is None:
        return tuple(texts)
    if not isinstance(secret, bytes) or not 1 <= len(secret) <= _LONGEST:
        raise ConfigurationError(f"secret is a key of 1 to {_LONGEST} bytes")
    return tuple(_hashed(text, secret) for text in texts)


def _hashed(text: str, secret: bytes) -> str:
    encoded = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(encoded, digest_size=_BYTES, key=secret).hexdigest()


def matches(
    reader: Reader,
    scorer: PairScorer,
    rules: Callable[[], KeyRules],
    record: Any,
    candidates: CandidateSource | Iterable[Any],
    secret: bytes | None,
) -> tuple[Candidate, ...]:
    """Return which of some records may be of the same customer as one."""
    matching = scorer.matching
    found = candidates
    if callable(candidates):
        found = candidates(record_keys(reader, rules(), record, secret))
    given = read_one(reader, record)
    values = scorer.prepare(given)
    own = record.id if isinstance(record, Record) else None
    near = []
    for name, one in _named(found):
        if name == own:
            continue
        other = read_one(reader, one)
        score = scorer.score(values, scorer.prepare(other))
        decision = matching.thresholds.decide(score.probability)
        if decision is not Decision.NON_MATCH and not (
            matching.vetoes and vetoed(reader.fields, matching.vetoes, given, other)
        ):
            near.append(Candidate(name, score, decision, matching.thresholds))
    return tuple(sorted(near, key=by_weight))


def _named(candidates: Any) -> Iterable[tuple[RecordId, Any]]:
    """Yield each record with its id: Records, or pairs of an id and a row."""
    if isinstance(candidates, (str, bytes)) or not isinstance(candidates, Iterable):
        raise ConfigurationError(
            "candidates are Records, or pairs of a RecordId and a row, got "
            f"{type(candidates).__name__}"
        )
    for one in candidates:
        if isinstance(one, Record):
            yield one.id, one
        elif isinstance(one, Sequence) and len(one) == 2 and isinstance(one[0], RecordId):
            yield one[0], one[1]
        else:
            raise ConfigurationError(
                "candidates are Records, or pairs of a RecordId and a row, got a "
                f"{type(one).__name__}"
            )
