import { statementNote } from '../documents/statementNotes';
import { PolicyDocument } from '../policy/PolicyDocument';
import { Tags } from '../role/RoleSnapshot';
import { targetOf } from '../plan/target';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { comment } from './comment';
import { attributes } from './hcl';
import { header } from './header';
import {
  code,
  Entry,
  map,
  number,
  optionalText,
  policyNode,
  text,
} from './node';
import { sortedTags } from './sortedTags';
import { terraformLabel } from './terraformLabel';

type Target = ReturnType<typeof targetOf>;

/**
 * Renders the role as Terraform resources of the provider hashicorp/aws. Their
 * label is unique, so several roles can share a folder.
 */
export function renderTerraform(spec: ResolvedRoleSpec): string {
  const target = targetOf(spec, 'terraform');
  const label = terraformLabel(spec.roleName);
  const use =
    'To apply it: terraform apply, with the provider hashicorp/aws set up for this account.';
  return [
    ...comment(header(spec, use)),
    ...resources(target, label).flatMap(({ type, groups }) => [
      '',
      `resource "${type}" "${label}" {`,
      ...groups
        .filter(({ entries }) => entries.length > 0)
        .flatMap(({ entries }, index) => [
          ...(index > 0 ? [''] : []),
          ...attributes(entries, '  '),
        ]),
      '}',
    ]),
    '',
  ].join('\n');
}

interface Resource {
  type: string;
  /** Attributes, with an empty line between groups. */
  groups: Array<{ entries: Entry[] }>;
}

function resources(target: Target, label: string): Resource[] {
  const { role, policy, inlinePolicy, instanceProfile } = target;
  const roleName = code(`aws_iam_role.${label}.name`);
  return [
    {
      type: 'aws_iam_role',
      groups: [
        map({
          name: text(role.name),
          path: text(role.value.path),
          description: optionalText(role.value.description),
          max_session_duration: number(role.value.maxSessionDuration),
          permissions_boundary: optionalText(role.value.permissionsBoundaryArn),
        }),
        json('assume_role_policy', role.value.trust),
        tags(role.value.tags),
      ],
    },
    ...(policy
      ? [
          {
            type: 'aws_iam_policy',
            groups: [
              map({
                name: text(policy.name),
                path: text(policy.value.path),
                description: optionalText(policy.value.description),
              }),
              json('policy', policy.value.document),
              tags(policy.value.tags),
            ],
          },
          {
            type: 'aws_iam_role_policy_attachment',
            groups: [
              map({
                role: roleName,
                policy_arn: code(`aws_iam_policy.${label}.arn`),
              }),
            ],
          },
        ]
      : []),
    ...(inlinePolicy
      ? [
          {
            type: 'aws_iam_role_policy',
            groups: [
              map({ name: text(inlinePolicy.policyName), role: roleName }),
              json('policy', inlinePolicy.document),
            ],
          },
        ]
      : []),
    ...(instanceProfile
      ? [
          {
            type: 'aws_iam_instance_profile',
            groups: [
              map({
                name: text(instanceProfile.name),
                path: text(instanceProfile.value.path),
                role: roleName,
              }),
              tags(instanceProfile.value.tags),
            ],
          },
        ]
      : []),
  ];
}

function json(name: string, document: PolicyDocument) {
  return map({
    [name]: {
      kind: 'call',
      name: 'jsonencode',
      argument: policyNode(document, statementNote),
    },
  });
}

function tags(wanted: Tags) {
  return map({
    tags: {
      kind: 'map',
      entries: sortedTags(wanted).map(([key, value]) => ({
        key,
        node: text(value),
      })),
    },
  });
}
