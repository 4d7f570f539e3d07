"""The policies of users, groups and roles, from moto's state."""

from typing import Any, Iterator

from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend

from .documents import Policy


def find_principal(iam: IAMBackend, arn: str) -> Any:
    """The user, group or role of an ARN."""
    for principals in (iam.roles, iam.users, iam.groups):
        for principal in principals.values():
            if principal.arn == arn:
                return principal
    raise NotFoundException(f"ARN {arn} does not exist or is not attachable.")


def identity_policies(iam: IAMBackend, principal: Any) -> list[Policy]:
    """The policies of a principal, inline and attached, including its groups'."""
    policies = list(own_policies(principal))
    if kind_of(principal) == "user":
        for group in iam.get_groups_for_user(principal.name):
            policies.extend(own_policies(group))
    return policies


def boundary_policy(iam: IAMBackend, principal: Any) -> list[Policy] | None:
    """Its permissions boundary; None if it has none."""
    arn = getattr(principal, "permissions_boundary_arn", None)
    if not arn:
        return None
    boundary = iam.managed_policies.get(arn)
    # moto accepts a boundary that does not exist; it allows nothing.
    return [managed_policy(boundary)] if boundary else []


def kind_of(principal: Any) -> str:
    return principal.arn.split(":")[5].split("/")[0]


def own_policies(principal: Any) -> Iterator[Policy]:
    for name, document in principal.policies.items():
        yield Policy.of(f"{kind_of(principal)}_{principal.name}_{name}", document)
    for policy in principal.managed_policies.values():
        yield managed_policy(policy)


def managed_policy(policy: Any) -> Policy:
    version = next(version for version in policy.versions if version.is_default)
    return Policy.of(policy.name, version.document)
