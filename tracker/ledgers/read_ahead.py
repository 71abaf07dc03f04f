"""How is the next thing made ready while somebody still works on the last one?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

_END: Final = object()


def ahead(source: Iterable[T]) -> Iterator[T]:
    """The same things, each taken from ``source`` in another thread while the one before is used.

    One thing at most waits, so memory stays bounded. What ``source`` raises is raised here, in its
    turn. Worth it where the user mostly waits, as for a database.
    """
    things = iter(source)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as helper:
        coming = helper.submit(next, things, _END)
        while (thing := coming.result()) is not _END:
            coming = helper.submit(next, things, _END)
            yield thing  # type: ignore[misc]  # all but the end is of the source
