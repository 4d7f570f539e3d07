"""Policy documents, and the position of each statement in their text."""

import json
from dataclasses import dataclass
from typing import Any, Iterator

DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Position:
    Line: int
    Column: int


@dataclass(frozen=True)
class Statement:
    element: dict[str, Any]
    start: Position
    end: Position


@dataclass(frozen=True)
class Policy:
    """A policy by its id, and its statements."""

    id: str
    statements: tuple[Statement, ...]

    @staticmethod
    def of(policy_id: str, text: str) -> "Policy":
        return Policy(policy_id, tuple(statements_of(text)))


def statements_of(text: str) -> Iterator[Statement]:
    """The statements of a document. Throws a ValueError if it is not valid JSON."""
    at = statement_element_at(text)
    if text[skip_space(text, at)] != "[":
        yield statement_at(text, at)[0]
        return
    at = skip_space(text, at) + 1
    while text[skip_space(text, at)] != "]":
        statement, end = statement_at(text, at)
        yield statement
        at = skip_space(text, end)
        if text[at] == ",":
            at += 1


def statement_element_at(text: str) -> int:
    """The position after the colon of the element Statement."""
    document = json.loads(text)
    if not isinstance(document, dict) or "Statement" not in document:
        raise ValueError("the policy has no Statement")
    at = skip_space(text, 0) + 1
    while True:
        name, at = DECODER.raw_decode(text, skip_space(text, at))
        at = skip_space(text, at) + 1
        if name == "Statement":
            return at
        _, at = DECODER.raw_decode(text, skip_space(text, at))
        at = skip_space(text, at) + 1


def statement_at(text: str, at: int) -> tuple[Statement, int]:
    element, end = DECODER.raw_decode(text, skip_space(text, at))
    # AWS reports the start of a statement immediately after the bracket or
    # comma before it.
    return Statement(element, position(text, at), position(text, end)), end


def skip_space(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def position(text: str, at: int) -> Position:
    """Both count from 1."""
    before = text[:at]
    return Position(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)
