"""Permissions as AWS checks them: on resources, and for dependent actions.

moto only checks the called action, mostly on `*`, and ignores conditions.
The resource of each action, and the dependent actions of a call:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

import json
from typing import Any

from moto.core.exceptions import _RESTError
from moto.iam.access_control import IAMPolicy, IAMRequestBase, S3IAMRequest
from moto.s3.responses import ACTION_MAP

from .access.documents import Policy
from .access.evaluation import Request, evaluate
from .needed_permissions import Call, needed_permissions

ALWAYS_ALLOWED = "sts:GetCallerIdentity"


class Refusal(_RESTError):
    code = 403


def check_needed(self: IAMRequestBase, resource: str) -> None:
    """Replaces moto's check of one action on one resource."""
    if self._action == ALWAYS_ALLOWED:
        return
    policies = [
        Policy.of("", json.dumps(IAMPolicy(policy)._policy_json))
        for policy in self._access_key.collect_policies()
    ]
    for needed in needed_permissions(Call.of(self, resource)):
        decision = evaluate(policies, needed).decision
        if decision != "allowed":
            refuse(self, needed, decision)
    trusted = not self._is_assuming_role_operation(resource)
    if not (trusted or self._check_role_trust_relationship(resource)):
        self._raise_access_denied()


# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
def refuse(self: IAMRequestBase, needed: Request, decision: str) -> None:
    if isinstance(self, S3IAMRequest):
        self._raise_access_denied()
    because = (
        "with an explicit deny in an identity-based policy"
        if decision == "explicitDeny"
        else f"because no identity-based policy allows the {needed.action} action"
    )
    denied = (
        f"User: {self._access_key.arn} is not authorized to perform: "
        f"{needed.action} on resource: {needed.resource} {because}"
    )
    raise refusal_of(self._service, denied)


def refusal_of(service: str, denied: str) -> Refusal:
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    if service == "ec2":
        return Refusal(
            "UnauthorizedOperation",
            f"You are not authorized to perform this operation. {denied}",
        )
    return Refusal("AccessDenied", denied)


def register() -> None:
    # moto treats this call as listing the bucket.
    ACTION_MAP["BUCKET"]["GET"]["encryption"] = "GetEncryptionConfiguration"
    checked: Any = IAMRequestBase
    checked.check_action_permitted = check_needed
