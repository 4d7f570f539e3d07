"""ssm:DescribeInstanceInformation, for moto's EC2 instances.

An instance is a managed node once its agent has registered it: its
instance profile has a role that may call ssm:UpdateInstanceInformation, or else
Default Host Management provides one. Two tags of the instance set
what cannot be derived otherwise.
"""

from datetime import datetime, timedelta, timezone
from typing import Any, Callable

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.ssm.exceptions import InvalidFilterKey, SSMException, ValidationException
from moto.ssm.models import ssm_backends
from moto.ssm.responses import SimpleSystemManagerResponse

from .access.evaluation import Request, evaluate
from .access.patterns import as_list
from .access.principals import boundary_policy, identity_policies
from .paging import InvalidMarker, page_of
from .ssm_settings import host_management_role

# The agent's version. Default: the latest.
AGENT_VERSION_TAG = "local-aws/agent-version"
# `Online`, `ConnectionLost` or `Inactive`; `None`: the agent never registered.
PING_STATUS_TAG = "local-aws/ping-status"

LATEST_AGENT = "3.3.3572.0"
# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
DEFAULT_SIZE = 10
SIZES = range(5, 51)
SILENCE = timedelta(hours=1)


def describe_instance_information(self: SimpleSystemManagerResponse) -> ActionResult:
    size = self._get_param("MaxResults", DEFAULT_SIZE)
    if size not in SIZES:
        raise ValidationException(
            f"MaxResults must be {SIZES.start} to {SIZES.stop - 1}, not {size}."
        )
    nodes = [
        node
        for node in nodes_of(self.current_account, self.region)
        if all(passes(node) for passes in filters_of(self))
    ]
    try:
        page, token = page_of(nodes, self._get_param("NextToken"), size)
    except InvalidMarker as error:
        raise SSMException("InvalidNextToken", "The token is not valid.") from error
    information = [{k: v for k, v in node.items() if k != "Tags"} for node in page]
    return ActionResult({"InstanceInformationList": information, "NextToken": token})


def nodes_of(account_id: str, region: str) -> list[dict[str, Any]]:
    ec2 = ec2_backends[account_id][region]
    nodes = (node_of(ec2, instance) for instance in ec2.all_instances())
    return [node for node in nodes if node]


def node_of(ec2: Any, instance: Any) -> dict[str, Any] | None:
    tags = {tag["key"]: tag["value"] for tag in instance.get_tags()}
    role = role_of(ec2, instance)
    status = tags.get(PING_STATUS_TAG)
    gone = instance.state in ("terminated", "shutting-down")
    own = role is not None and may_register(ec2, instance, role)
    ssm = ssm_backends[ec2.account_id][ec2.region_name]
    host_role = None if own else host_management_role(ssm)
    if gone or status == "None" or not (own or host_role):
        return None
    running = instance.state == "running"
    ping = status or ("Online" if running else "ConnectionLost")
    version = tags.get(AGENT_VERSION_TAG, LATEST_AGENT)
    windows = instance.platform == "windows"
    return {
        "InstanceId": instance.id,
        "PingStatus": ping,
        "LastPingDateTime": last_ping(ping),
        "AgentVersion": version,
        "IsLatestVersion": version == LATEST_AGENT,
        "PlatformType": "Windows" if windows else "Linux",
        "PlatformName": "Microsoft Windows Server 2022" if windows else "Amazon Linux",
        "PlatformVersion": "10.0.20348" if windows else "2023",
        **({"IamRole": host_role} if host_role else {}),
        "ResourceType": "EC2Instance",
        "IPAddress": instance.private_ip,
        "ComputerName": instance.private_dns_name,
        "SourceId": instance.id,
        "SourceType": "AWS::EC2::Instance",
        "Tags": tags,
    }


def last_ping(ping: str) -> datetime:
    now = utcnow().replace(tzinfo=timezone.utc)
    return now if ping == "Online" else now - SILENCE


def role_of(ec2: Any, instance: Any) -> Any:
    association = ec2.iam_instance_profile_associations.get(instance.id)
    roles = association.iam_instance_profile.roles if association else []
    return roles[0] if roles else None


def may_register(ec2: Any, instance: Any, role: Any) -> bool:
    iam = iam_backends[ec2.account_id][ec2.partition]
    tags = {tag["key"].lower(): tag["value"] for tag in instance.get_tags()}
    request = Request(
        action="ssm:UpdateInstanceInformation",
        resource=f"arn:{ec2.partition}:ec2:{ec2.region_name}:{ec2.account_id}:instance/{instance.id}",
        context={
            "aws:requestedregion": [ec2.region_name],
            **{
                f"{prefix}:resourcetag/{key}": [value]
                for prefix in ("aws", "ssm")
                for key, value in tags.items()
            },
        },
    )
    sides = [identity_policies(iam, role), boundary_policy(iam, role)]
    return all(
        evaluate(policies, request).decision == "allowed"
        for policies in sides
        if policies is not None
    )


FIELDS = {
    "InstanceIds": "InstanceId",
    "AgentVersion": "AgentVersion",
    "PingStatus": "PingStatus",
    "PlatformTypes": "PlatformType",
    "ResourceType": "ResourceType",
    "SourceIds": "SourceId",
    "SourceTypes": "SourceType",
    # Nodes registered with an activation; moto's nodes are all EC2 instances.
    "ActivationIds": "ActivationId",
    "IamRole": "IamRole",
    "AssociationStatus": "AssociationStatus",
}


def filters_of(
    self: SimpleSystemManagerResponse,
) -> list[Callable[[dict[str, Any]], bool]]:
    filters = [(it["Key"], it["Values"]) for it in self._get_param("Filters", [])]
    former = self._get_param("InstanceInformationFilterList", [])
    return [
        filter_of(key, as_list(values))
        for key, values in filters + [(it["key"], it["valueSet"]) for it in former]
    ]


def filter_of(key: str, values: list[str]) -> Callable[[dict[str, Any]], bool]:
    if key == "tag-key":
        return lambda node: any(name in values for name in node["Tags"])
    if key.startswith("tag:"):
        return lambda node: node["Tags"].get(key[len("tag:") :]) in values
    if key not in FIELDS:
        raise InvalidFilterKey(f"The filter key {key} is not valid.")
    return lambda node: node.get(FIELDS[key]) in values


def register() -> None:
    SimpleSystemManagerResponse.describe_instance_information = (
        describe_instance_information
    )
