"""The permissions that a call needs: each an action, its resource, its context."""

import json
from dataclasses import dataclass
from typing import Any, Iterator

from moto.ec2.models import ec2_backends
from moto.iam.access_control import IAMRequestBase
from moto.iam.models import iam_backends
from moto.utilities.utils import get_partition

from .access.conditions import Context
from .access.evaluation import Request

EC2_PRINCIPAL = "ec2.amazonaws.com"
SSM_PRINCIPAL = "ssm.amazonaws.com"


# Operations whose action has another name:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
ACTIONS = {"s3:HeadBucket": "s3:ListBucket"}


@dataclass(frozen=True)
class Call:
    action: str
    account: str
    region: str
    # The resource according to moto, which knows it for S3 and STS.
    resource: str
    parameters: dict[str, Any]

    @staticmethod
    def of(request: IAMRequestBase, resource: str) -> "Call":
        return Call(
            action=ACTIONS.get(request._action, request._action),
            account=request.account_id,
            region=request._region,
            resource=resource,
            parameters=parameters_of(request),
        )

    @property
    def service(self) -> str:
        return self.action.split(":")[0]

    @property
    def operation(self) -> str:
        return self.action.split(":")[1]

    @property
    def partition(self) -> str:
        return get_partition(self.region)

    @property
    def iam(self) -> Any:
        return iam_backends[self.account][self.partition]

    @property
    def ec2(self) -> Any:
        return ec2_backends[self.account][self.region]

    def get(self, name: str) -> str | None:
        return self.parameters.get(name)

    def has(self, prefix: str) -> bool:
        return any(name.startswith(prefix) for name in self.parameters)


def parameters_of(request: IAMRequestBase) -> dict[str, Any]:
    """The parameters: form fields in the query protocol, otherwise the JSON body."""
    if request._headers.get("X-Amz-Target"):
        return json.loads(request._body or "{}")
    return {name: first_of(value) for name, value in request._data.items()}


def first_of(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def needed_permissions(call: Call) -> Iterator[Request]:
    resource = resource_of(call)
    yield Request(call.action, resource, context_of(call))
    tagging = TAGGING.get(call.action)
    if tagging and call.has("Tags"):
        yield Request(tagging, resource)
    for role, principal in handed_on(call):
        yield Request("iam:PassRole", role, {"iam:passedtoservice": [principal]})


# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
# https://docs.aws.amazon.com/fis/latest/userguide/ecs-task-actions.html
TAGGING = {
    "iam:CreateInstanceProfile": "iam:TagInstanceProfile",
    "iam:CreatePolicy": "iam:TagPolicy",
    "iam:CreateRole": "iam:TagRole",
    "ssm:CreateActivation": "ssm:AddTagsToResource",
}


def resource_of(call: Call) -> str:
    resources = {
        "ec2": ec2_resource,
        "iam": iam_resource,
        "kms": kms_resource,
        "ssm": ssm_resource,
    }
    find = resources.get(call.service)
    return find(call) if find else call.resource


def iam_resource(call: Call) -> str:
    role, policy = call.get("RoleName"), call.get("PolicyArn")
    profile, name = call.get("InstanceProfileName"), call.get("PolicyName")
    if profile:
        return iam_arn(call, "instance-profile", profile)
    if role:
        return iam_arn(call, "role", role)
    if policy or call.get("PolicySourceArn"):
        return policy or call.get("PolicySourceArn")
    return iam_arn(call, "policy", name) if name else "*"


def iam_arn(call: Call, kind: str, name: str) -> str:
    """The ARN of an existing resource; otherwise of the one to be created."""
    path = call.get("Path")
    resources = {"role": call.iam.roles, "instance-profile": call.iam.instance_profiles}
    for resource in resources.get(kind, {}).values() if path is None else []:
        if resource.name == name:
            return resource.arn
    path = path or "/"
    return f"arn:{call.partition}:iam::{call.account}:{kind}{path}{name}"


def ec2_resource(call: Call) -> str:
    association = association_of(call)
    instance = association.instance_id if association else call.get("InstanceId")
    if "IamInstanceProfile" not in call.operation or not instance:
        return "*"
    place = f"{call.partition}:ec2:{call.region}:{call.account}"
    return f"arn:{place}:instance/{instance}"


def association_of(call: Call) -> Any:
    wanted = call.get("AssociationId")
    for association in call.ec2.iam_instance_profile_associations.values():
        if association.association_id == wanted:
            return association
    return None


def kms_resource(call: Call) -> str:
    key = call.get("KeyId")
    if not key or key.startswith("arn:"):
        return key or "*"
    return f"arn:{call.partition}:kms:{call.region}:{call.account}:key/{key}"


def ssm_resource(call: Call) -> str:
    place = f"arn:{call.partition}:ssm:{call.region}:{call.account}"
    name, setting = call.get("Name"), call.get("SettingId")
    if setting:
        return f"{place}:servicesetting{setting}"
    return f"{place}:document/{name}" if name and "Document" in call.operation else "*"


def context_of(call: Call) -> Context:
    context = {
        "iam:policyarn": call.get("PolicyArn"),
        "iam:permissionsboundary": boundary_of(call),
        "ec2:newinstanceprofile": getattr(profile_of(call), "arn", None),
    }
    return {key: [value] for key, value in context.items() if value}


def boundary_of(call: Call) -> str | None:
    """The boundary that the call sets on a role, or that the role has."""
    role = call.iam.roles.values() if call.get("RoleName") else []
    present = [one for one in role if one.name == call.get("RoleName")]
    return call.get("PermissionsBoundary") or next(
        (getattr(one, "permissions_boundary_arn", None) for one in present), None
    )


def profile_of(call: Call) -> Any:
    """The instance profile that the call attaches to an instance."""
    name = call.get("IamInstanceProfile.Name")
    arn = call.get("IamInstanceProfile.Arn")
    for profile in call.iam.instance_profiles.values():
        if profile.name == name or profile.arn == arn:
            return profile
    return None


def handed_on(call: Call) -> Iterator[tuple[str, str]]:
    """The roles that a call passes to a service."""
    if call.action == "iam:AddRoleToInstanceProfile":
        role = call.get("RoleName") or ""
        yield iam_arn(call, "role", role), EC2_PRINCIPAL
    if call.action == "ssm:CreateActivation":
        role = (call.get("IamRole") or "").split("/")[-1]
        yield iam_arn(call, "role", role), SSM_PRINCIPAL
    profile = profile_of(call) if call.service == "ec2" else None
    for role in profile.roles if profile else []:
        yield role.arn, EC2_PRINCIPAL
