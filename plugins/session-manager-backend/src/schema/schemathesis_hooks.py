"""What the OpenAPI document does not describe, and the API refuses with 400.

A request that the document allows is refused with 400 for nothing else, and by
the name of the parameter.
"""

import json
import re

import schemathesis
from schemathesis.core.failures import Failure

# OpenAPI 3.0 has no words for the names of properties, nor for a value that
# fits another one: an ARN's partition, account and region are those of the
# role's account.
SPEC = re.compile(
    r"(roleTags|policyTags)\..*: tag (keys|values) must be .*"
    r"|((s3|cloudWatchLogs)\.)?kmsKeyArn: (names the region|is in the partition) .*"
    r"|permissionsBoundaryArn: (belongs to account|is in the partition) .*",
    re.DOTALL,
)

# A role spec is one schema, of which this needs the bucket of another account.
LOG_ACCESS = re.compile(
    SPEC.pattern + r"|s3\.bucketOwner: (must differ from|is in partition) .*",
    re.DOTALL,
)

# A cursor is what another page of the list gave.
CURSOR = re.compile("cursor: must be a cursor of a previous page")

# Only `assign` names a service; how many roles match depends on the roles, and
# whether a reason is needed on their accounts.
BATCH = re.compile(
    r"entityRef: must name the service .*"
    r"|roles: \d+ match, .*"
    r"|reason: must say why .*",
    re.DOTALL,
)

# Names of properties, and ARNs of one kind. A policy may have any property, but
# none whose name a database cannot store.
WHAT_IF = re.compile(
    r"cursor: must be a cursor of a previous page"
    r"|change\..*: must not (have a field whose name contains|contain) the character NUL .*"
    r"|change\..*: must not be nested deeper than .*"
    r"|change\.(keys|aliases|boundaries|detach|replace): \".*\" is not .*",
    re.DOTALL,
)

# Characters that are in no name of an entity.
DELETION = re.compile(r"entityRef: must be the full reference of an entity, .*")

REFUSED = {
    "PreviewDeletion": DELETION,
    "WhatIf": WHAT_IF,
    "ListRequests": CURSOR,
    "ListRoles": CURSOR,
    "ListRoleVariants": CURSOR,
    "FileRequest": SPEC,
    "DryRunRequest": SPEC,
    "PreviewRole": SPEC,
    "PreviewLogAccess": LOG_ACCESS,
    "StartBatch": BATCH,
    "PlanBatch": BATCH,
}


@schemathesis.check
def refused_only_for_what_is_not_described(ctx, response, case):
    rule = REFUSED.get(case.operation.definition.raw.get("operationId"))
    if rule is None or response.status_code != 400:
        return
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    message = json.loads(response.content)["error"]["message"]
    if not rule.fullmatch(message):
        raise Failure(
            operation=case.operation.label,
            title="Refused though the document allows it",
            message=message,
        )
