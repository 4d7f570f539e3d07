"""Whether policies allow a request, by which statements, and which keys are missing."""

import re
from dataclasses import dataclass, field
from typing import Any

from .conditions import Context, condition_keys, conditions_hold
from .documents import Policy, Statement
from .patterns import arn_matches, as_list, matches

VARIABLE = re.compile(r"\$\{([^}]*)\}")
# ${*}, ${?} and ${$} stand for the literal characters, not for wildcards.
ESCAPES = {"*": "*", "?": "?", "$": "$"}


@dataclass(frozen=True)
class Request:
    action: str
    resource: str
    # By their keys in lower case.
    context: Context = field(default_factory=dict)
    # Only used for policies that name principals.
    principal: str | None = None


@dataclass(frozen=True)
class Match:
    policy: Policy
    statement: Statement


@dataclass(frozen=True)
class Evaluation:
    """The statements that apply to a request."""

    allowing: tuple[Match, ...]
    denying: tuple[Match, ...]
    missing: tuple[str, ...]

    @property
    def decision(self) -> str:
        if self.denying:
            return "explicitDeny"
        return "allowed" if self.allowing else "implicitDeny"


def evaluate(policies: list[Policy], request: Request) -> Evaluation:
    concerned = [
        Match(policy, statement)
        for policy in policies
        for statement in policy.statements
        if concerns(statement.element, request)
    ]
    applying = [
        match
        for match in concerned
        if conditions_hold(match.statement.element, request.context)
    ]
    return Evaluation(
        allowing=with_effect("Allow", applying),
        denying=with_effect("Deny", applying),
        missing=tuple(
            dict.fromkeys(
                key
                for match in concerned
                for key in condition_keys(match.statement.element)
                if key.lower() not in request.context
            )
        ),
    )


def with_effect(effect: str, found: list[Match]) -> tuple[Match, ...]:
    return tuple(
        match for match in found if match.statement.element.get("Effect") == effect
    )


def concerns(statement: dict[str, Any], request: Request) -> bool:
    return (
        names(statement, "Action", lambda it: matches(it, request.action, True))
        and names(statement, "Resource", lambda it: is_resource(it, request))
        and names_principal(statement, request.principal)
    )


def names(statement: dict[str, Any], element: str, test: Any) -> bool:
    """Whether an element matches, or its negated form does not."""
    if f"Not{element}" in statement:
        return not any(map(test, as_list(statement[f"Not{element}"])))
    # A resource policy, such as a role's trust policy, need not name the
    # resource.
    return element not in statement or any(map(test, as_list(statement[element])))


def is_resource(pattern: str, request: Request) -> bool:
    filled = with_variables(pattern, request.context)
    return filled is not None and matches(filled, request.resource)


def with_variables(pattern: str, context: Context) -> str | None:
    """None if the request has no single value for a variable."""
    unknown = False

    def value_of(variable: re.Match[str]) -> str:
        nonlocal unknown
        name, _, default = variable[1].partition(",")
        if name in ESCAPES:
            return ESCAPES[name]
        values = context.get(name.strip().lower(), [])
        if len(values) == 1:
            return values[0]
        if default:
            return default.strip().strip("'")
        unknown = True
        return ""

    filled = VARIABLE.sub(value_of, pattern)
    return None if unknown else filled


def names_principal(statement: dict[str, Any], principal: str | None) -> bool:
    if "NotPrincipal" in statement:
        return not is_principal(statement["NotPrincipal"], principal)
    return "Principal" not in statement or is_principal(
        statement["Principal"], principal
    )


def is_principal(named: Any, principal: str | None) -> bool:
    if named == "*":
        return True
    accounts = as_list(named.get("AWS"))
    return "*" in accounts or (
        principal is not None
        and any(
            name == principal or account_of(name) == principal.split(":")[4]
            for name in accounts
        )
    )


def account_of(name: str) -> str | None:
    """The account that a principal stands for, if it stands for an account."""
    if name.isdigit():
        return name
    return name.split(":")[4] if arn_matches("arn:*:iam::*:root", name) else None
