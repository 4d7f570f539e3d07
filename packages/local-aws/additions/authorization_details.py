"""iam:GetAccountAuthorizationDetails in pages.

moto returns everything on one page, ignores MaxItems, and omits the names of
managed policies.
"""

from moto.core.responses import ActionResult
from moto.iam.exceptions import ValidationError
from moto.iam.models import ManagedPolicy
from moto.iam.responses import IamResponse

from .paging import InvalidMarker, page_of

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
DEFAULT_SIZE = 100
LISTS = {
    "UserDetailList": "users",
    "GroupDetailList": "groups",
    "RoleDetailList": "roles",
    "Policies": "managed_policies",
}


def get_account_authorization_details(self: IamResponse) -> ActionResult:
    details = self.backend.get_account_authorization_details(
        self._get_param("Filter", [])
    )
    items = [(name, item) for name, key in LISTS.items() for item in details[key]]
    try:
        page, marker = page_of(
            items, self._get_param("Marker"), self._get_param("MaxItems", DEFAULT_SIZE)
        )
    except InvalidMarker as error:
        raise ValidationError(f"Invalid Marker: {error}") from error
    lists = {name: [item for of, item in page if of == name] for name in LISTS}
    return ActionResult({**lists, "IsTruncated": marker is not None, "Marker": marker})


def register() -> None:
    IamResponse.get_account_authorization_details = get_account_authorization_details
    ManagedPolicy.policy_name = property(lambda self: self.name)
    ManagedPolicy.policy_id = property(lambda self: self.id)
