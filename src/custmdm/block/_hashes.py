"""Numbers that stand for keys: the same in every process, as Python's own hashes are not."""

from collections.abc import Hashable, Iterable
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

# An odd number without a pattern, from the golden ratio.
_MIXER = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1


def hash_of(key: Hashable) -> int:
    """Return the number of one key; equal keys have one, and no two others in practice.

    >>> hash_of("lee") == hash_of("lee"), hash_of(1) == hash_of(1.0), hash_of("1") == hash_of(1)
    (True, True, False)
    """
    return int.from_bytes(blake2b(_bytes(key), digest_size=8).digest(), "little")


def hashes_of(keys: Iterable[Hashable]) -> Hashes:
    """Return the number of each key.

    >>> hashes_of(["lee", ("a", 1)]).tolist() == [hash_of("lee"), hash_of(("a", 1))]
    True
    """
    digests = b"".join([blake2b(_bytes(key), digest_size=8).digest() for key in keys])
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64, copy=False)


def mixed(one: int, other: int) -> int:
    """Return one number for two, in their order."""
    return (one * _MIXER + other) & _MASK


def all_mixed(one: Hashes, other: Hashes) -> Hashes:
    """Return one number for each two, as `mixed` does.

    >>> all_mixed(np.array([3], np.uint64), np.array([4], np.uint64)).tolist() == [mixed(3, 4)]
    True
    """
    return one * np.uint64(_MIXER) + other


def _bytes(key: Hashable) -> bytes:
    if type(key) is str:
        return key.encode("utf-8", "surrogatepass")
    return b"\0" + written(key).encode("utf-8", "surrogatepass")


def written(key: Hashable) -> str:
    """Return a key as text, the same for equal ones.

    >>> written("lee"), written((1.0, "a")), written(True)
    ('lee', '(1,a)', '1')
    """
    if type(key) is str:
        return key
    if isinstance(key, tuple):
        return f"({','.join(map(written, key))})"
    if isinstance(key, frozenset):
        return f"{{{','.join(sorted(map(written, key)))}}}"
    if isinstance(key, (bool, int, float)) and key == key // 1:
        # 1, 1.0 and True are equal.
        return repr(int(key))
    return repr(key)
