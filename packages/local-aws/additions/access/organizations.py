"""The service control policies that apply to an account, from moto's organizations."""

from typing import Any, Iterator

from moto.organizations.models import organizations_backends

from .documents import Policy
from .evaluation import Request, evaluate

TYPE = "SERVICE_CONTROL_POLICY"


def control_policies(account_id: str) -> list[list[Policy]]:
    """The policies of each level from the root to the account; none for an account that
    is in no organization or is the management account.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
    """
    managing, partition = organizations_backends.master_accounts.get(
        account_id, (account_id, "aws")
    )
    if managing == account_id:
        return []
    backend = organizations_backends[managing][partition]
    return [
        [
            Policy.of(policy.name, policy.content)
            for policy in target.attached_policies
            if policy.type == TYPE
        ]
        for target in levels(backend, backend.get_account_by_id(account_id))
    ]


def levels(backend: Any, target: Any) -> Iterator[Any]:
    """The account or unit and its ancestors."""
    yield target
    parent = next(
        (unit for unit in backend.ou if unit.id == getattr(target, "parent_id", None)),
        None,
    )
    if parent is not None:
        yield from levels(backend, parent)


def decision_of(policies: list[list[Policy]], request: Request) -> str:
    """The combined decision: every level must allow."""
    decisions = [evaluate(level, request).decision for level in policies]
    return next(
        (it for it in ("explicitDeny", "implicitDeny") if it in decisions), "allowed"
    )
