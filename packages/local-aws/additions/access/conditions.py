"""The conditions of a statement.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import operator
from datetime import datetime, timezone
from ipaddress import ip_address, ip_network
from typing import Any, Callable, Mapping

from .patterns import arn_matches, as_list, matches

# Condition keys in lower case, with their values in the request.
Context = Mapping[str, list[str]]


def moment(text: str) -> datetime:
    if text.isdigit():
        return datetime.fromtimestamp(int(text), timezone.utc)
    parsed = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)


def compared(
    read: Callable[[str], Any], compare: Callable[[Any, Any], bool]
) -> Callable[[str, str], bool]:
    """Whether a value satisfies the comparison. An invalid value never does."""

    def holds(wanted: str, actual: str) -> bool:
        try:
            return compare(read(actual), read(wanted))
        except ValueError:
            return False

    return holds


def in_network(wanted: str, actual: str) -> bool:
    try:
        return ip_address(actual) in ip_network(wanted, strict=False)
    except ValueError:
        return False


COMPARISONS = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": operator.eq,
    "StringEqualsIgnoreCase": compared(str.casefold, operator.eq),
    "StringLike": matches,
    "ArnEquals": arn_matches,
    "ArnLike": arn_matches,
    "Bool": compared(str.casefold, operator.eq),
    "BinaryEquals": operator.eq,
    "IpAddress": in_network,
    **{f"Numeric{name}": compared(float, how) for name, how in COMPARISONS.items()},
    **{f"Date{name}": compared(moment, how) for name, how in COMPARISONS.items()},
}
NEGATIONS = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}


def condition_keys(statement: dict[str, Any]) -> list[str]:
    """The condition keys of a statement, as written."""
    conditions = statement.get("Condition", {}).values()
    return [key for by_key in conditions for key in by_key]


def conditions_hold(statement: dict[str, Any], context: Context) -> bool:
    return all(
        holds(
            name, [str_of(value) for value in as_list(wanted)], context.get(key.lower())
        )
        for name, by_key in statement.get("Condition", {}).items()
        for key, wanted in by_key.items()
    )


def str_of(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def holds(name: str, wanted: list[str], actual: list[str] | None) -> bool:
    if name == "Null":
        return wanted == [str_of(actual is None)]
    quantifier, _, rest = name.rpartition(":")
    if_exists = rest.endswith("IfExists")
    base = rest[: -len("IfExists")] if if_exists else rest
    negated = base in NEGATIONS
    test = OPERATORS[NEGATIONS.get(base, base)]
    if actual is None:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
        return if_exists or (
            quantifier != "ForAnyValue" and (negated or quantifier == "ForAllValues")
        )
    satisfied = [
        any(test(one, value) for one in wanted) is not negated for value in actual
    ]
    # A key of several values without a quantifier matches if any value does.
    return (
        all(satisfied)
        if quantifier == "ForAllValues" or (negated and not quantifier)
        else any(satisfied)
    )
