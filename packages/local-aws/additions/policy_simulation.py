"""iam:SimulatePrincipalPolicy.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from dataclasses import asdict, dataclass
from typing import Any

from moto.core.responses import ActionResult
from moto.iam.exceptions import IAMException, ValidationError
from moto.iam.responses import IamResponse

from .access.conditions import Context
from .access.documents import Policy
from .access.evaluation import Evaluation, Match, Request, evaluate
from .access.organizations import control_policies, decision_of
from .access.principals import (
    boundary_policy,
    find_principal,
    identity_policies,
    kind_of,
)
from .paging import InvalidMarker, page_of

DEFAULT_SIZE = 100


class InvalidInput(IAMException):
    code = "InvalidInput"


@dataclass(frozen=True)
class Policies:
    """The policies of a simulation; None if there is none of a kind."""

    identity: list[Policy]
    boundary: list[Policy] | None
    resource: list[Policy] | None
    # Whether another account owns the resource, so that both sides must allow.
    across_accounts: bool
    # The service control policies of each level above the account.
    control: list[list[Policy]]


@dataclass(frozen=True)
class Result:
    resource: str
    decision: str
    matched: tuple[Match, ...]
    missing: tuple[str, ...]
    boundary_allows: bool | None
    organization_allows: bool | None


def simulate_principal_policy(self: IamResponse) -> ActionResult:
    policies, caller = policies_of(self)
    context = context_of(self._get_param("ContextEntries", []))
    resources = self._get_param("ResourceArns", [])
    results = []
    for action in self._get_param("ActionNames", []):
        on_each = [
            simulate(policies, Request(action, resource, context, caller))
            for resource in resources or ["*"]
        ]
        results.append(evaluation_result(action, on_each, bool(resources)))
    try:
        page, marker = page_of(
            results,
            self._get_param("Marker"),
            self._get_param("MaxItems", DEFAULT_SIZE),
        )
    except InvalidMarker as error:
        raise ValidationError(f"Invalid Marker: {error}") from error
    return ActionResult(
        {
            "EvaluationResults": page,
            "IsTruncated": marker is not None,
            "Marker": marker,
        }
    )


def policies_of(self: IamResponse) -> tuple[Policies, str]:
    source = self._get_param("PolicySourceArn")
    principal = find_principal(self.backend, source)
    added = input_policies(self, "PolicyInputList")
    boundary = input_policies(self, "PermissionsBoundaryPolicyInputList")
    resource = self._get_param("ResourcePolicy")
    caller = self._get_param("CallerArn") or source
    if resource and ":user/" not in caller:
        raise InvalidInput(
            "A resource policy can be simulated for a user only: set CallerArn."
        )
    owner = self._get_param("ResourceOwner")
    return (
        Policies(
            identity=identity_policies(self.backend, principal) + added,
            boundary=boundary
            or (
                boundary_policy(self.backend, principal)
                if kind_of(principal) != "group"
                else None
            ),
            resource=[parsed("ResourcePolicy", resource)] if resource else None,
            across_accounts=bool(owner) and owner.split(":")[4] != source.split(":")[4],
            control=control_policies(source.split(":")[4]),
        ),
        caller,
    )


def input_policies(self: IamResponse, name: str) -> list[Policy]:
    documents = self._get_param(name, [])
    return [
        parsed(f"{name}.{index}", document)
        for index, document in enumerate(documents, start=1)
    ]


def parsed(policy_id: str, document: str) -> Policy:
    try:
        return Policy.of(policy_id, document)
    except ValueError as error:
        raise InvalidInput(f"Invalid Entity: {policy_id}: {error}") from error


def context_of(entries: list[dict[str, Any]]) -> Context:
    return {
        entry["ContextKeyName"].lower(): entry.get("ContextKeyValues", [])
        for entry in entries
    }


def simulate(policies: Policies, request: Request) -> Result:
    identity = evaluate(policies.identity, request)
    boundary = evaluated(policies.boundary, request)
    resource = evaluated(policies.resource, request)
    sides = [side for side in (identity, boundary, resource) if side is not None]
    decision, matched = decide(identity, boundary, resource, policies.across_accounts)
    control = decision_of(policies.control, request)
    if control != "allowed":
        decision, matched = control, ()
    return Result(
        resource=request.resource,
        decision=decision,
        matched=matched,
        missing=tuple(dict.fromkeys(key for side in sides for key in side.missing)),
        boundary_allows=boundary.decision == "allowed" if boundary else None,
        organization_allows=control == "allowed" if policies.control else None,
    )


def evaluated(policies: list[Policy] | None, request: Request) -> Evaluation | None:
    return None if policies is None else evaluate(policies, request)


def decide(
    identity: Evaluation,
    boundary: Evaluation | None,
    resource: Evaluation | None,
    across_accounts: bool,
) -> tuple[str, tuple[Match, ...]]:
    denying = tuple(
        match
        for side in (identity, boundary, resource)
        if side
        for match in side.denying
    )
    if denying:
        return "explicitDeny", denying
    by_resource = resource.allowing if resource else ()
    granted = (
        bool(identity.allowing and by_resource)
        if across_accounts
        else bool(identity.allowing or by_resource)
    )
    if granted and (boundary is None or boundary.allowing):
        return "allowed", identity.allowing + by_resource
    return "implicitDeny", ()


# One result per action; with named resources, it contains one for each.
def evaluation_result(
    action: str, on_each: list[Result], named: bool
) -> dict[str, Any]:
    decisions = [result.decision for result in on_each]
    decision = next(
        (it for it in ("explicitDeny", "implicitDeny") if it in decisions), "allowed"
    )
    first = on_each[0]
    result: dict[str, Any] = {
        "EvalActionName": action,
        "EvalDecision": decision,
        "MatchedStatements": unique(
            statement for result in on_each for statement in shown(result.matched)
        ),
        "MissingContextValues": [] if named else list(first.missing),
    }
    if len(on_each) == 1:
        result["EvalResourceName"] = first.resource
    if first.boundary_allows is not None:
        result["PermissionsBoundaryDecisionDetail"] = {
            "AllowedByPermissionsBoundary": all(it.boundary_allows for it in on_each)
        }
    if first.organization_allows is not None:
        result["OrganizationsDecisionDetail"] = {
            "AllowedByOrganizations": all(it.organization_allows for it in on_each)
        }
    if named:
        result["EvalDecisionDetails"] = {}
        result["ResourceSpecificResults"] = [resource_result(it) for it in on_each]
    return result


def resource_result(result: Result) -> dict[str, Any]:
    detail = (
        {}
        if result.boundary_allows is None
        else {
            "PermissionsBoundaryDecisionDetail": {
                "AllowedByPermissionsBoundary": result.boundary_allows
            }
        }
    )
    return {
        "EvalResourceName": result.resource,
        "EvalResourceDecision": result.decision,
        "MatchedStatements": shown(result.matched),
        "MissingContextValues": list(result.missing),
        **detail,
    }


def shown(matched: tuple[Match, ...]) -> list[dict[str, Any]]:
    return [
        {
            "SourcePolicyId": match.policy.id,
            "SourcePolicyType": "IAM Policy",
            "StartPosition": asdict(match.statement.start),
            "EndPosition": asdict(match.statement.end),
        }
        for match in matched
    ]


def unique(statements: Any) -> list[dict[str, Any]]:
    unique: list[dict[str, Any]] = []
    for statement in statements:
        if statement not in unique:
            unique.append(statement)
    return unique


def register() -> None:
    IamResponse.simulate_principal_policy = simulate_principal_policy
