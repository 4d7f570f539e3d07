"""ssm:ListDocumentVersions, and the limit of the versions of a document."""

from moto.core.responses import ActionResult
from moto.ssm.exceptions import SSMException, ValidationException
from moto.ssm.responses import SimpleSystemManagerResponse

from .paging import InvalidMarker, page_of

# https://docs.aws.amazon.com/general/latest/gr/ssm.html
MOST_VERSIONS = 1000
# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocumentVersions.html
LARGEST_PAGE = 50

update_document_of_moto = SimpleSystemManagerResponse.update_document


def list_document_versions(self: SimpleSystemManagerResponse) -> ActionResult:
    name = self._get_param("Name")
    documents = self.ssm_backend._get_documents(name)
    newest_first = sorted(documents.versions, key=int, reverse=True)
    size = self._get_param("MaxResults", LARGEST_PAGE)
    try:
        versions, token = page_of(newest_first, self._get_param("NextToken"), size)
    except InvalidMarker as error:
        raise ValidationException("The specified token is not valid.") from error
    page = [
        {
            "Name": name,
            "DocumentVersion": version,
            "CreatedDate": documents.versions[version].created_date,
            "IsDefaultVersion": version == documents.default_version,
            "DocumentFormat": documents.versions[version].document_format,
            "Status": documents.versions[version].status,
        }
        for version in versions
    ]
    return ActionResult({"DocumentVersions": page, "NextToken": token})


def update_document(self: SimpleSystemManagerResponse) -> ActionResult:
    documents = self.ssm_backend._documents.get(self._get_param("Name"))
    if documents and len(documents.versions) >= MOST_VERSIONS:
        raise SSMException(
            "DocumentVersionLimitExceeded",
            "The document has too many versions. Delete one or more document "
            "versions and try again.",
        )
    return update_document_of_moto(self)


def register() -> None:
    SimpleSystemManagerResponse.list_document_versions = list_document_versions
    SimpleSystemManagerResponse.update_document = update_document
