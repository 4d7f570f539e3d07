#!/usr/bin/env bash
# Provisions a role with sequential calls of the AWS CLI.
#
# Usage: role.sh create|sync|delete, with ROLE, POLICY, POLICY_ARN, TAGS (sorted,
# as Key=k,Value=v), PERMISSIONS and TRUST (files) in the environment.
set -euo pipefail

# Runs the module, because the virtual environment was moved after its creation
# and the first line of its scripts has the old path.
aws() {
  python -m awscli "$@"
}

create() {
  aws iam create-policy --policy-name "$POLICY" \
    --policy-document "file://$PERMISSIONS" --tags $TAGS
  aws iam create-role --role-name "$ROLE" \
    --assume-role-policy-document "file://$TRUST" --tags $TAGS
  aws iam create-instance-profile --instance-profile-name "$ROLE" --tags $TAGS
  aws iam attach-role-policy --role-name "$ROLE" --policy-arn "$POLICY_ARN"
  aws iam add-role-to-instance-profile --instance-profile-name "$ROLE" \
    --role-name "$ROLE"
}

# Reads everything that it created, and repairs the tags.
sync() {
  local version
  version=$(aws iam get-policy --policy-arn "$POLICY_ARN" \
    --query Policy.DefaultVersionId --output text)
  aws iam get-policy-version --policy-arn "$POLICY_ARN" \
    --version-id "$version" --query PolicyVersion.Document | same "$PERMISSIONS"
  aws iam list-attached-role-policies --role-name "$ROLE" \
    --query 'AttachedPolicies[].PolicyArn' --output text | grep -qw "$POLICY_ARN"
  aws iam get-instance-profile --instance-profile-name "$ROLE" \
    --query 'InstanceProfile.Roles[].RoleName' --output text | grep -qw "$ROLE"
  local tags
  tags=$(aws iam get-role --role-name "$ROLE" --output text --query \
    "join(' ', sort(Role.Tags[].join('', ['Key=', Key, ',Value=', Value])))")
  if [ "$tags" != "$TAGS" ]; then
    aws iam tag-role --role-name "$ROLE" --tags $TAGS
  fi
}

# Compares the JSON of standard input with a file.
same() {
  diff <(python -m json.tool --sort-keys) \
    <(python -m json.tool --sort-keys "$1")
}

delete() {
  aws iam detach-role-policy --role-name "$ROLE" --policy-arn "$POLICY_ARN"
  aws iam remove-role-from-instance-profile --instance-profile-name "$ROLE" \
    --role-name "$ROLE"
  aws iam delete-instance-profile --instance-profile-name "$ROLE"
  aws iam delete-policy --policy-arn "$POLICY_ARN"
  aws iam delete-role --role-name "$ROLE"
}

"$1" >/dev/null
