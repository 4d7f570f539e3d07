"""The patterns of IAM: `*` matches any text, `?` any character."""

import re
from functools import lru_cache
from typing import Any


def as_list(value: Any) -> list[Any]:
    """The values of an element that may be one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=4096)
def compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    text = "".join(parts.get(character, re.escape(character)) for character in pattern)
    return re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def matches(pattern: str, text: str, ignore_case: bool = False) -> bool:
    return compiled(pattern, ignore_case).fullmatch(text) is not None


def arn_matches(pattern: str, text: str) -> bool:
    """Matches part by part: only in the resource can a wildcard match a colon."""
    patterns, parts = pattern.split(":", 5), text.split(":", 5)
    return len(patterns) == len(parts) == 6 and all(map(matches, patterns, parts))
