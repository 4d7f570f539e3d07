"""ssm:GetServiceSetting, ssm:UpdateServiceSetting and ssm:ResetServiceSetting."""

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ssm.exceptions import SSMException
from moto.ssm.models import SimpleSystemManagerBackend
from moto.ssm.responses import SimpleSystemManagerResponse

# The role of Default Host Management, by path and name; `$None` means off.
HOST_MANAGEMENT = "/ssm/managed-instance/default-ec2-instance-management-role"
OFF = "$None"
# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
# The tier of hybrid nodes.
TIER = "/ssm/managed-instance/activation-tier"
DEFAULTS = {HOST_MANAGEMENT: OFF, TIER: "standard"}


def settings_of(backend: SimpleSystemManagerBackend) -> dict[str, dict[str, Any]]:
    """The settings of a backend. A reset of moto clears them with it."""
    return backend.__dict__.setdefault("local_aws_settings", {})


def host_management_role(backend: SimpleSystemManagerBackend) -> str | None:
    """The role of Default Host Management; None if it is off."""
    setting = settings_of(backend).get(HOST_MANAGEMENT, {})
    value = setting.get("SettingValue", OFF)
    return None if value == OFF else value


def get_service_setting(self: SimpleSystemManagerResponse) -> ActionResult:
    return ActionResult({"ServiceSetting": setting_of(self, setting_id(self))})


def setting_of(self: SimpleSystemManagerResponse, name: str) -> dict[str, Any]:
    changed = settings_of(self.ssm_backend).get(name)
    return {
        "SettingId": name,
        "ARN": f"arn:{self.partition}:ssm:{self.region}:{self.current_account}:servicesetting{name}",
        "Status": "Customized" if changed else "Default",
        **(changed or {"SettingValue": DEFAULTS[name], "LastModifiedUser": "System"}),
    }


def update_service_setting(self: SimpleSystemManagerResponse) -> ActionResult:
    settings_of(self.ssm_backend)[setting_id(self)] = {
        "SettingValue": self._get_param("SettingValue"),
        "LastModifiedDate": utcnow(),
        "LastModifiedUser": f"arn:{self.partition}:iam::{self.current_account}:root",
    }
    return EmptyResult()


def reset_service_setting(self: SimpleSystemManagerResponse) -> ActionResult:
    settings_of(self.ssm_backend).pop(setting_id(self), None)
    return get_service_setting(self)


def setting_id(self: SimpleSystemManagerResponse) -> str:
    name = self._get_param("SettingId")
    if name not in DEFAULTS:
        raise SSMException(
            "ServiceSettingNotFound", f"There is no service setting {name}."
        )
    return name


def register() -> None:
    SimpleSystemManagerResponse.get_service_setting = get_service_setting
    SimpleSystemManagerResponse.update_service_setting = update_service_setting
    SimpleSystemManagerResponse.reset_service_setting = reset_service_setting
