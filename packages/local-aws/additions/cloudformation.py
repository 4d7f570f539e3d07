"""What CloudFormation does with a template that moto does not.

AWS::NoValue removes an element of a list; moto leaves an empty one. The inline
policies of a role become JSON; moto keeps them as Python's own data.
"""

import json
from typing import Any

from moto.cloudformation import parsing
from moto.iam.models import Role

clean_json = parsing.clean_json
put_policy = Role.put_policy


def clean_json_without_no_value(resource_json: Any, resources_map: Any) -> Any:
    cleaned = clean_json(resource_json, resources_map)
    if isinstance(resource_json, list):
        return [item for item in cleaned if item is not None]
    return cleaned


def put_policy_as_json(self: Role, policy_name: str, policy: Any) -> None:
    document = policy if isinstance(policy, str) else json.dumps(policy)
    put_policy(self, policy_name, document)


def register() -> None:
    parsing.clean_json = clean_json_without_no_value
    Role.put_policy = put_policy_as_json
