"""Work on several things at once, and take what comes out in the order of what went in."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")

# More threads wait for each other: what is not in numpy or RapidFuzz is done one at a time.
WORKERS = 2


def in_order(
    pool: ThreadPoolExecutor, function: Callable[[T], U], items: Iterable[T]
) -> Iterator[U]:
    """Yield what a function makes of each item, in their order, some of them made at once.

    Only a few items are taken ahead, so that none wait in memory.

    >>> with ThreadPoolExecutor(WORKERS) as pool:
    ...     list(in_order(pool, abs, [-3, 1, -2]))
    [3, 1, 2]

    Args:
        pool: the threads.
        function: gives the same whatever else is being made.
        items: what is to be worked on.
    """
    ahead: deque[Future[U]] = deque()
    try:
        for item in items:
            ahead.append(pool.submit(function, item))
            if len(ahead) > 2 * WORKERS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        for future in ahead:
            future.cancel()
