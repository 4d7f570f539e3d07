import {
  documents,
  ExistingRole,
  iamArn,
  resolveRoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import { decideRole } from './decideRole';

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };
const PAYMENTS = 'component:default/payments';
const ORDERS = 'component:default/orders';

const spec = resolveRoleSpec(
  { roleName: 'web', entityRef: PAYMENTS, policyType: 'inline' },
  ACCOUNT,
);
const { permissions, trust } = documents(spec);

/** A role of payments as the portal creates it. */
function created(changes: Partial<ExistingRole['role']> = {}): ExistingRole {
  return {
    role: {
      arn: iamArn(spec, 'role', spec.path, spec.roleName),
      roleName: spec.roleName,
      path: spec.path,
      description: '',
      maxSessionDuration: spec.maxSessionDuration,
      trust,
      tags: roleTags(spec),
      attachedPolicies: [],
      inlinePolicies: { [spec.policyName]: permissions },
      ...changes,
    },
    policies: [],
    instanceProfiles: [],
  };
}

const byHand = (tags: Record<string, string> = {}) => created({ tags });
const ofPayments = { 'backstage.io/entity-ref': PAYMENTS };
// Its instance profile is missing.
const drifted = created();

const decide = (
  wanted: Parameters<typeof decideRole>[0],
  snapshot: ExistingRole,
  {
    isGated = false,
    entityRef,
  }: { isGated?: boolean; entityRef?: string } = {},
) => decideRole(wanted, { entityRef }, { snapshot }, isGated);

describe('of a selected role', () => {
  it.each([
    [false, 'task'],
    [true, 'request'],
  ])(
    'the repair is, if its account requires approval %s, a %s',
    (isGated, start) => {
      expect(decide({ action: 'repair' }, drifted, { isGated })).toMatchObject({
        start,
        adopt: false,
        spec: { roleName: 'web', entityRef: PAYMENTS },
      });
    },
  );

  it('a role that the portal did not create is adopted, for its service', () => {
    expect(
      decide({ action: 'adopt' }, byHand(), { entityRef: PAYMENTS }),
    ).toMatchObject({
      start: 'task',
      adopt: true,
      spec: { entityRef: PAYMENTS },
    });
  });

  it.each([
    ['has none', byHand()],
    ['has it only in a tag', byHand(ofPayments)],
  ])('one that %s is assigned to a service', (_, snapshot) => {
    expect(
      decide({ action: 'assign', entityRef: PAYMENTS }, snapshot),
    ).toMatchObject({ adopt: true, spec: { entityRef: PAYMENTS } });
  });

  it.each([
    ['nothing-to-do', { action: 'repair' }, byHand(ofPayments)],
    ['nothing-to-do', { action: 'adopt' }, created()],
    ['nothing-to-do', { action: 'assign', entityRef: PAYMENTS }, created()],
    ['other-service', { action: 'assign', entityRef: ORDERS }, created()],
    ['no-service', { action: 'adopt' }, byHand()],
    [
      'other-manager',
      { action: 'adopt' },
      byHand({ ...ofPayments, 'aws:cloudformation:stack-name': 'web' }),
    ],
  ] as const)('%s: it is left out', (omission, wanted, snapshot) => {
    expect(decide(wanted, snapshot)).toEqual({ omission });
  });

  it('somebody would lose access: a person must see it first', () => {
    const shared = created({
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
          Action: 'sts:AssumeRole',
        },
      },
    });
    expect(decide({ action: 'repair' }, shared)).toEqual({
      omission: 'cuts-off',
    });
    // Approvers do.
    expect(
      decide({ action: 'repair' }, shared, { isGated: true }),
    ).toMatchObject({ start: 'request' });
  });
});
