"""Paginated answers. A marker is the number of items before its page."""

from typing import Any


class InvalidMarker(ValueError):
    """A marker that was not returned with any page."""


def page_of(
    items: list[Any], marker: str | None, size: int
) -> tuple[list[Any], str | None]:
    """The page at a marker, and the marker of the next page if there is one."""
    if marker is not None and not marker.isdigit():
        raise InvalidMarker(marker)
    start = int(marker or 0)
    end = start + size
    return items[start:end], str(end) if end < len(items) else None
