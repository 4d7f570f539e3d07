import { PolicyDocument } from '../policy/PolicyDocument';
import { trustPolicy } from '../documents/trustPolicy';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../roleSpec/roleSpec';
import {
  EMPTY_SNAPSHOT,
  CompleteRoleSnapshot,
  IamRole,
} from '../role/RoleSnapshot';
import { plan } from './plan';
import { planWarnings, warnedPlan } from './planWarnings';
import { targetOf } from './target';
import { applied } from './__testUtils__/arbitraries';

const account = { accountId: '111122223333', partition: 'aws' };
const specOf = (more: Partial<RoleSpec> = {}) =>
  resolveRoleSpec({ roleName: 'remote-access', ...more }, account);

const trusting = (
  principal: Record<string, string | string[]> | '*',
): PolicyDocument => ({
  Version: '2008-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
  },
});

function observed(more: Partial<IamRole>): CompleteRoleSnapshot {
  const { name, arn, value } = targetOf(specOf()).role;
  return {
    ...EMPTY_SNAPSHOT,
    role: {
      ...value,
      arn,
      roleName: name,
      tags: {},
      attachedPolicies: [],
      inlinePolicies: {},
      ...more,
    },
  };
}

const texts = (...input: Parameters<typeof planWarnings>) =>
  planWarnings(...input).map(({ text }) => text);

describe('warnings about adopting a role', () => {
  // https://github.com/plus3it/cfn/issues/161
  const dual = observed({
    trust: trusting({
      Service: [
        'ec2.amazonaws.com',
        'cloudformation.amazonaws.com',
        'ssm.amazonaws.com',
      ],
    }),
  });

  it('list who loses access with the new trust policy', () => {
    expect(texts(specOf(), dual)).toStrictEqual([
      'The trust policy will be replaced: hybrid nodes, CloudFormation will no longer be allowed to assume the role.',
    ]);
    expect(texts(specOf({ target: 'hybrid' }), dual)).toEqual([
      'The trust policy will be replaced: EC2 instances, CloudFormation will no longer be allowed to assume the role.',
    ]);
  });

  it('name accounts, and mention principals that cannot be evaluated', () => {
    const trust = trusting({ AWS: 'arn:aws:iam::444455556666:root' });
    expect(texts(specOf(), observed({ trust }))).toEqual([
      'The trust policy will be replaced: arn:aws:iam::444455556666:root will no longer be allowed to assume the role.',
    ]);
    expect(
      planWarnings(specOf(), observed({ trust: trusting('*') })).map(
        ({ code, values }) => [code, values.principals],
      ),
    ).toEqual([
      ['cuts-off', 'everyone'],
      ['cuts-off-maybe', 'hybrid nodes'],
    ]);
  });

  it('are empty if the same principals are allowed', () => {
    const trust = {
      ...trusting({ Service: ['ec2.amazonaws.com'] }),
      Id: 'written otherwise',
    };
    expect(texts(specOf(), observed({ trust }))).toEqual([]);
    for (const target of ['ec2', 'hybrid'] as const) {
      const spec = specOf({ target });
      expect(
        planWarnings(spec, observed({ trust: trustPolicy(spec) })),
      ).toStrictEqual([]);
    }
  });

  it('name the tool that would revert the changes, and an alternative', () => {
    const tags = { 'aws:cloudformation:stack-name': 'web-stack' };
    expect(texts(specOf(), observed({ tags }))).toEqual([
      'The role is managed by AWS CloudFormation (stack web-stack), which will revert changes made here. Change the role there, or create a role with another name.',
    ]);
  });

  it('are empty if the role does not exist or nothing changes', () => {
    expect(planWarnings(specOf(), EMPTY_SNAPSHOT)).toEqual([]);
    const managedRole = applied(specOf(), EMPTY_SNAPSHOT, {
      manager: 'terraform',
    });
    expect(
      warnedPlan(specOf(), managedRole, { manager: 'terraform' }),
    ).toStrictEqual({
      changes: [],
    });
    expect(warnedPlan(specOf(), EMPTY_SNAPSHOT)).not.toHaveProperty('warnings');
    expect(warnedPlan(specOf(), dual, { adopt: true })).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ operation: 'UpdateAssumeRolePolicy' }),
      ]),
      warnings: [{ code: 'cuts-off' }],
    });
  });
});

// bridgecrewio/terraform-aws-session-manager: an AWS managed policy and one of
// the module, and an instance profile whose name differs from the role's.
describe('adopting the role of a well-known module', () => {
  const PROFILE = 'arn:aws:iam::111122223333:instance-profile/ssm_profile-2026';
  const POLICIES = [
    'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    'arn:aws:iam::111122223333:policy/ssm_s3_cwl_access-us-east-1',
  ];
  const module: CompleteRoleSnapshot = {
    ...observed({ attachedPolicies: POLICIES }),
    instanceProfiles: [
      {
        arn: PROFILE,
        instanceProfileName: 'ssm_profile-2026',
        path: '/',
        tags: {},
        roles: ['remote-access'],
      },
    ],
  };
  const removed = (options: object) =>
    plan(specOf(), module, { adopt: true, ...options }).flatMap(change => {
      switch (change.operation) {
        case 'DetachRolePolicy':
          return [change.before];
        case 'RemoveRoleFromInstanceProfile':
          return [change.arn];
        default:
          return [];
      }
    });

  it('preserves both policies and the profile unless exclusive is set', () => {
    expect(removed({})).toEqual([]);
    expect(removed({ exclusive: true }).sort()).toEqual(
      [...POLICIES, PROFILE].sort(),
    );
    expect(texts(specOf(), module)).toEqual([]);
  });
});

describe('a role that another tool manages', () => {
  const reasons = (of: CompleteRoleSnapshot, options = {}) =>
    plan(specOf(), of, options).flatMap(change =>
      change.kind === 'refused' ? [change.reason] : [],
    );

  it('is refused with the name of the tool unless it is adopted', () => {
    const managedRole = observed({ tags: { ManagedBy: 'Terraform' } });
    expect(reasons(managedRole)).toEqual([
      'the role remote-access is managed by Terraform (tag ManagedBy): change it there, use another role name, or select "Adopt an existing role"; Terraform then reverts the change at its next run',
    ]);
    expect(reasons(managedRole, { adopt: true })).toEqual([]);
  });

  it('is always refused if only AWS can change it', () => {
    const reserved = observed({
      arn: 'arn:aws:iam::111122223333:role/aws-service-role/ssm.amazonaws.com/remote-access',
    });
    expect(reasons(reserved, { adopt: true })).toEqual([
      expect.stringContaining('AWS lets nobody else change it'),
    ]);
  });
});
