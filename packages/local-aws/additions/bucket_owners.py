"""S3's expected bucket owner.

moto gives every account access to every bucket, and ignores the owner that a request
expects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
"""

from typing import Any

from moto.s3.exceptions import S3ClientError
from moto.s3.models import s3_backends
from moto.s3.responses import S3Response

EXPECTED_OWNER = "x-amz-expected-bucket-owner"


class AnotherOwner(S3ClientError):
    code = 403

    def __init__(self) -> None:
        super().__init__("AccessDenied", "Access Denied")


respond = S3Response._bucket_response


def respond_to_owner(self: S3Response, request: Any, full_url: str) -> Any:
    bucket = self.parse_bucket_name_from_url(request, full_url)
    expected = request.headers.get(EXPECTED_OWNER)
    _, owner = s3_backends.bucket_accounts.get(bucket, (None, expected))
    if expected and owner != expected:
        raise AnotherOwner()
    return respond(self, request, full_url)


def register() -> None:
    S3Response._bucket_response = respond_to_owner
