"""ssm:CreateActivation, ssm:DescribeActivations and ssm:DeleteActivation."""

import json
import secrets
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.ssm.exceptions import SSMException, ValidationException
from moto.ssm.models import SimpleSystemManagerBackend
from moto.ssm.responses import SimpleSystemManagerResponse

from .access.patterns import as_list
from .paging import InvalidMarker, page_of

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
DEFAULT_LIFE = timedelta(hours=24)
LONGEST_LIFE = timedelta(days=30)
LIMITS = range(1, 1001)
DEFAULT_SIZE = 50
FILTERS = {
    "ActivationIds": "ActivationId",
    "DefaultInstanceName": "DefaultInstanceName",
    "IamRole": "IamRole",
}


def activations_of(backend: SimpleSystemManagerBackend) -> dict[str, dict[str, Any]]:
    """The activations of a backend. A reset of moto clears them with it."""
    return backend.__dict__.setdefault("local_aws_activations", {})


def create_activation(self: SimpleSystemManagerResponse) -> ActionResult:
    role = self._get_param("IamRole")
    limit = self._get_param("RegistrationLimit", 1)
    now = utcnow().replace(tzinfo=timezone.utc)
    expires = self._get_param("ExpirationDate")
    expiration = (
        now + DEFAULT_LIFE
        if expires is None
        else datetime.fromtimestamp(expires, timezone.utc)
    )
    if limit not in LIMITS:
        raise ValidationException(
            f"RegistrationLimit must be {LIMITS.start} to {LIMITS.stop - 1}."
        )
    if not now < expiration <= now + LONGEST_LIFE:
        raise SSMException(
            "InvalidParameters", "ExpirationDate must be within the next 30 days."
        )
    require_role(self, role)
    activation_id = str(uuid.uuid4())
    activations_of(self.ssm_backend)[activation_id] = {
        "ActivationId": activation_id,
        "Description": self._get_param("Description"),
        "DefaultInstanceName": self._get_param("DefaultInstanceName"),
        "IamRole": role,
        "RegistrationLimit": limit,
        "RegistrationsCount": 0,
        "ExpirationDate": expiration,
        "CreatedDate": now,
        "Tags": self._get_param("Tags", []),
    }
    code = secrets.token_urlsafe(15)
    return ActionResult({"ActivationId": activation_id, "ActivationCode": code})


def require_role(self: SimpleSystemManagerResponse, role: str) -> None:
    """AWS turns the value into an ARN, so it must include the role's path."""
    iam = iam_backends[self.current_account][self.partition]
    arn = f"arn:{self.partition}:iam::{self.current_account}:role/{role}"
    try:
        trust = json.loads(iam.get_role_by_arn(arn).assume_role_policy_document)
    except NotFoundException:
        trust = {}
    if not any(trusts_ssm(statement) for statement in as_list(trust.get("Statement"))):
        raise ValidationException(
            f"Nonexistent role or missing ssm service principal in trust policy: {arn}"
        )


def trusts_ssm(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    return (
        statement.get("Effect") == "Allow"
        and isinstance(principal, dict)
        and "ssm.amazonaws.com" in as_list(principal.get("Service"))
    )


def describe_activations(self: SimpleSystemManagerResponse) -> ActionResult:
    now = utcnow().replace(tzinfo=timezone.utc)
    wanted = self._get_param("Filters", [])
    activations = [
        {**activation, "Expired": activation["ExpirationDate"] <= now}
        for activation in activations_of(self.ssm_backend).values()
        if all(passes(activation, one) for one in wanted)
    ]
    try:
        page, token = page_of(
            activations,
            self._get_param("NextToken"),
            self._get_param("MaxResults", DEFAULT_SIZE),
        )
    except InvalidMarker as error:
        raise SSMException("InvalidNextToken", "The token is not valid.") from error
    return ActionResult({"ActivationList": page, "NextToken": token})


def passes(activation: dict[str, Any], wanted: dict[str, Any]) -> bool:
    key = wanted.get("FilterKey")
    if key not in FILTERS:
        raise SSMException("InvalidFilter", f"The filter key {key} is not valid.")
    return activation[FILTERS[key]] in wanted.get("FilterValues", [])


def delete_activation(self: SimpleSystemManagerResponse) -> ActionResult:
    activation_id = self._get_param("ActivationId")
    if activations_of(self.ssm_backend).pop(activation_id, None) is None:
        raise SSMException(
            "InvalidActivation", f"There is no activation {activation_id}."
        )
    return EmptyResult()


def register() -> None:
    SimpleSystemManagerResponse.create_activation = create_activation
    SimpleSystemManagerResponse.describe_activations = describe_activations
    SimpleSystemManagerResponse.delete_activation = delete_activation
