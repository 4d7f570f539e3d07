"""Operations that moto lacks or answers differently from AWS, on moto's own state.

Each module adds operations to moto's own response classes, so that accounts,
signatures, permissions, errors, wire formats and resets are moto's.
"""

from . import (
    authorization_details,
    bucket_owners,
    cloudformation,
    instance_profiles,
    json_refusals,
    lookups,
    one_call_at_a_time,
    permissions,
    policy_simulation,
    regions,
    ssm_activations,
    ssm_documents,
    ssm_nodes,
    ssm_settings,
)


def register() -> None:
    """Registers the operations in moto; must be called before the server starts."""
    authorization_details.register()
    bucket_owners.register()
    cloudformation.register()
    instance_profiles.register()
    json_refusals.register()
    lookups.register()
    one_call_at_a_time.register()
    permissions.register()
    policy_simulation.register()
    regions.register()
    ssm_activations.register()
    ssm_documents.register()
    ssm_nodes.register()
    ssm_settings.register()
