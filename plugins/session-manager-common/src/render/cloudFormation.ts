import { InputError } from '@backstage/errors';
import { statementNote } from '../policy/statementNotes';
import { Tags } from '../plan/ObservedRole';
import { targetOf } from '../plan/target';
import { ResolvedRoleSpec } from '../spec/roleSpec';
import { header } from './header';
import {
  code,
  list,
  map,
  Node,
  number,
  optionalText,
  policyNode,
  text,
} from './node';
import { sortedTags } from './sortedTags';
import { yaml } from './yaml';

type Target = ReturnType<typeof targetOf>;

/**
 * The role as a CloudFormation template. Policies and instance profiles get no
 * tags: CloudFormation has none for them.
 *
 * Throws an `InputError` for a text that CloudFormation would replace.
 */
export function renderCloudFormation(spec: ResolvedRoleSpec): string {
  refuseDynamicReferences(spec);
  const target = targetOf(spec, 'cloudformation');
  const template = map({
    AWSTemplateFormatVersion: text('2010-09-09'),
    Description: text(`Session Manager role ${spec.roleName}`),
    Resources: map({
      Role: role(target),
      Policy: managedPolicy(target) ?? inlinePolicy(target),
      InstanceProfile: instanceProfile(target),
    }),
  });
  const use =
    'To deploy it: aws cloudformation deploy --capabilities CAPABILITY_NAMED_IAM';
  return [...header(spec, use), ...yaml(template.entries), ''].join('\n');
}

// CloudFormation puts a parameter or a secret in place of these wherever they
// stand, and has no way to write one as text:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
// Other fields take no { at all, and ${ means something in Fn::Sub alone, which
// is not used here.
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

function role({ role: { name, value } }: Target): Node {
  return resource('AWS::IAM::Role', {
    RoleName: text(name),
    Path: text(value.path),
    Description: optionalText(value.description),
    MaxSessionDuration: number(value.maxSessionDuration),
    PermissionsBoundary: optionalText(value.permissionsBoundaryArn),
    AssumeRolePolicyDocument: policyNode(value.trust),
    Tags: tags(value.tags),
  });
}

function inlinePolicy({ inlinePolicy: wanted }: Target): Node | undefined {
  return (
    wanted &&
    resource('AWS::IAM::Policy', {
      PolicyName: text(wanted.policyName),
      Roles: list(code('!Ref Role')),
      PolicyDocument: policyNode(wanted.document, statementNote),
    })
  );
}

function managedPolicy({ policy: wanted }: Target): Node | undefined {
  return (
    wanted &&
    resource('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: text(wanted.name),
      Path: text(wanted.value.path),
      Description: optionalText(wanted.value.description),
      Roles: list(code('!Ref Role')),
      PolicyDocument: policyNode(wanted.value.document, statementNote),
    })
  );
}

function instanceProfile({
  instanceProfile: wanted,
}: Target): Node | undefined {
  return (
    wanted &&
    resource('AWS::IAM::InstanceProfile', {
      InstanceProfileName: text(wanted.name),
      Path: text(wanted.value.path),
      Roles: list(code('!Ref Role')),
    })
  );
}

function resource(
  type: string,
  properties: Readonly<Record<string, Node | undefined>>,
): Node {
  return map({ Type: text(type), Properties: map(properties) });
}

function tags(wanted: Tags): Node {
  return list(
    ...sortedTags(wanted).map(([key, value]) =>
      map({ Key: text(key), Value: text(value) }),
    ),
  );
}
