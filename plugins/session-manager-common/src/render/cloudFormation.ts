import { InputError } from '@backstage/errors';
import { asList, PolicyDocument } from '../policy/PolicyDocument';
import { statementNote } from '../documents/statementNotes';
import { targetOf } from '../plan/target';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { header } from './header';
import { sortedTags } from './sortedTags';
import { noted, tagged, writeYaml } from './yaml';

type Target = ReturnType<typeof targetOf>;

/**
 * Renders the role as a CloudFormation template. Policies and instance profiles
 * have no tags, because CloudFormation does not support them.
 *
 * Throws an `InputError` for a text that CloudFormation would replace.
 */
export function renderCloudFormation(spec: ResolvedRoleSpec): string {
  refuseDynamicReferences(spec);
  const target = targetOf(spec, 'cloudformation');
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Session Manager role ${spec.roleName}`,
    Resources: {
      Role: role(target),
      Policy: managedPolicy(target) ?? inlinePolicy(target),
      InstanceProfile: instanceProfile(target),
    },
  };
  const use =
    'To deploy it: aws cloudformation deploy --capabilities CAPABILITY_NAMED_IAM';
  return writeYaml(template, header(spec, use));
}

// CloudFormation replaces these with a parameter or a secret everywhere, and
// there is no way to escape them:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
// Other fields do not accept {, and ${ has a meaning in Fn::Sub only, which is
// not used here.
const DYNAMIC_REFERENCE = /\{\{\s*resolve\s*:/i;

const FREE_TEXTS = [
  ['roleDescription', 'Role description'],
  ['policyDescription', 'Policy description'],
] as const;

function refuseDynamicReferences(spec: ResolvedRoleSpec): void {
  for (const [field, label] of FREE_TEXTS) {
    if (DYNAMIC_REFERENCE.test(spec[field] ?? '')) {
      throw new InputError(
        `${label}: must not hold {{resolve:…}}, which CloudFormation replaces by a parameter or a secret. Remove it, or render the role as Terraform.`,
      );
    }
  }
}

const reference = (logicalId: string) => tagged('!Ref', logicalId);

interface Resource {
  Type: string;
  Properties: Readonly<Record<string, unknown>>;
}

function role({ role: { name, value } }: Target): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Path: value.path,
      Description: value.description || undefined,
      MaxSessionDuration: value.maxSessionDuration,
      PermissionsBoundary: value.permissionsBoundaryArn,
      AssumeRolePolicyDocument: policy(value.trust),
      Tags: sortedTags(value.tags).map(([Key, Value]) => ({ Key, Value })),
    },
  };
}

function inlinePolicy({ inlinePolicy: wanted }: Target): Resource | undefined {
  return (
    wanted && {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: wanted.policyName,
        Roles: [reference('Role')],
        PolicyDocument: policy(wanted.document),
      },
    }
  );
}

function managedPolicy({ policy: wanted }: Target): Resource | undefined {
  return (
    wanted && {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: wanted.name,
        Path: wanted.value.path,
        Description: wanted.value.description || undefined,
        Roles: [reference('Role')],
        PolicyDocument: policy(wanted.value.document),
      },
    }
  );
}

function instanceProfile({
  instanceProfile: wanted,
}: Target): Resource | undefined {
  return (
    wanted && {
      Type: 'AWS::IAM::InstanceProfile',
      Properties: {
        InstanceProfileName: wanted.name,
        Path: wanted.value.path,
        Roles: [reference('Role')],
      },
    }
  );
}

/** A policy, with a note above each statement that has one. */
function policy({ Version, Statement }: PolicyDocument) {
  return {
    Version,
    Statement: asList(Statement).map(statement =>
      noted(statement, statementNote(statement)),
    ),
  };
}
