"""Access denied errors in JSON, for services with a JSON protocol.

When permissions are enforced, moto denies access in XML for every service. Clients of
SSM, KMS and CloudWatch Logs cannot parse that.
"""

from moto.core.exceptions import JsonRESTError, _RESTError
from moto.core.responses import BaseResponse

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html
CODES = {
    "AccessDenied": "AccessDeniedException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
}

authorize = BaseResponse._authenticate_and_authorize_normal_action


def authorize_in_json(self: BaseResponse, resource: str = "*") -> None:
    try:
        authorize(self, resource)
    except _RESTError as refusal:
        # Only the JSON protocols name the operation in this header.
        if "X-Amz-Target" not in self.headers:
            raise
        code = CODES.get(refusal.error_type, refusal.error_type)
        error = JsonRESTError(code, refusal.message)
        error.code = 400
        raise error from refusal


def register() -> None:
    BaseResponse._authenticate_and_authorize_normal_action = authorize_in_json
