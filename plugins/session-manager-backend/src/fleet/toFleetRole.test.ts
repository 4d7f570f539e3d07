import {
  CompleteRoleSnapshot,
  documents,
  ExistingRole,
  iamArn,
  instanceProfileTags,
  parsePreferences,
  policyTags,
  predict,
  resolveRoleSpec,
  RoleSpec,
  roleTags,
  sessionRoleOf,
} from 'backstage-plugin-session-manager-common';
import { RoleReading, toFleetRole } from './toFleetRole';

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };

/** A role as the portal creates it. */
function created(
  wanted: Partial<RoleSpec> = {},
): ExistingRole<CompleteRoleSnapshot> {
  const spec = resolveRoleSpec({ roleName: 'web', ...wanted }, ACCOUNT);
  const { permissions, trust } = documents(spec);
  const policyArn = iamArn(spec, 'policy', spec.path, spec.policyName);
  const { instanceProfileName } = spec;
  return {
    role: {
      arn: iamArn(spec, 'role', spec.path, spec.roleName),
      roleName: spec.roleName,
      path: spec.path,
      description: '',
      maxSessionDuration: spec.maxSessionDuration,
      trust,
      tags: roleTags(spec),
      attachedPolicies: [policyArn],
      inlinePolicies: {},
    },
    policies: [
      {
        arn: policyArn,
        policyName: spec.policyName,
        path: spec.path,
        description: '',
        document: permissions,
        tags: policyTags(spec),
        versions: ['v1'],
        defaultVersion: 'v1',
        attachedTo: [spec.roleName],
      },
    ],
    instanceProfiles: instanceProfileName
      ? [
          {
            arn: iamArn(spec, 'instance-profile', '/', instanceProfileName),
            instanceProfileName,
            path: spec.path,
            tags: instanceProfileTags(spec),
            roles: [spec.roleName],
          },
        ]
      : [],
  };
}

type Changes = Partial<ExistingRole['role']>;
const withRole = <S extends ExistingRole>(
  snapshot: S,
  changes: Changes,
): S => ({
  ...snapshot,
  role: { ...snapshot.role, ...changes },
});

/** The same as a page of an account's roles has it. */
function inPage(snapshot: ExistingRole<CompleteRoleSnapshot>): ExistingRole {
  const { description, maxSessionDuration, ...role } = snapshot.role;
  return {
    ...snapshot,
    role,
    policies: snapshot.policies.map(
      ({ description: _, tags, attachedTo, ...policy }) => policy,
    ),
    instanceProfiles: snapshot.instanceProfiles.map(
      ({ tags, ...profile }) => profile,
    ),
  };
}

const LOGGING_TO_S3 = { s3BucketName: 'corp-logs', s3EncryptionEnabled: false };

function predictions(
  snapshot: ExistingRole,
  preferencesByRegion: Record<string, Record<string, unknown>>,
): RoleReading['predictions'] {
  return Object.entries(preferencesByRegion).map(([region, inputs]) => ({
    region,
    readiness: predict({
      role: sessionRoleOf(snapshot)!,
      preferences: parsePreferences(inputs),
      facts: {
        region,
        bucket: {
          known: {
            exists: true,
            region,
            ownerAccountId: ACCOUNT.accountId,
            encryption: 'AES256',
          },
        },
      },
    }),
  }));
}

function fleetRole(
  snapshot: ExistingRole,
  preferencesByRegion: Record<string, Record<string, unknown>> = {
    'us-east-1': {},
  },
) {
  return toFleetRole({
    snapshot,
    predictions: predictions(snapshot, preferencesByRegion),
    environmentHash: 'b',
    service: { entityRef: 'component:default/web' },
    nodes: { online: 1, total: 2 },
  });
}

describe('a role of the fleet', () => {
  it('has the state and the sentences of its readiness', () => {
    expect(fleetRole(created())).toMatchObject({
      roleArn: 'arn:aws:iam::111122223333:role/web',
      accountId: '111122223333',
      roleName: 'web',
      entityRef: 'component:default/web',
      nodes: { online: 1, total: 2 },
      managed: true,
      nodeKind: 'ec2',
      state: 'ready',
      headline: {
        text: 'Sessions start. Session logging is off in the session preferences.',
      },
      problems: [],
      regions: ['us-east-1'],
    });
  });

  it('has its worst state of all regions, and the problems of all', () => {
    const role = fleetRole(created(), {
      'us-east-1': {},
      'eu-west-1': LOGGING_TO_S3,
    });

    expect(role).toMatchObject({
      state: 'logs-lost',
      headline: { text: expect.stringMatching(/^Sessions start\. Logs to S3/) },
      regions: ['us-east-1', 'eu-west-1'],
    });
    expect(role.problems).toEqual(['s3-put-denied']);
  });

  it('is for the kinds of node that its trust policy allows', () => {
    const { trust } = created().role;
    const forBoth = withRole(created(), {
      trust: {
        Statement: [
          trust.Statement,
          created({ target: 'hybrid', roleName: 'web' }).role.trust.Statement,
        ].flat() as typeof trust.Statement,
      },
    });
    const forLambda = withRole(
      { ...created(), instanceProfiles: [] },
      {
        tags: {},
        trust: {
          Statement: {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        },
      },
    );

    expect(fleetRole(created({ target: 'hybrid' })).nodeKind).toBe('hybrid');
    expect(fleetRole(forBoth).nodeKind).toBe('both');
    expect(fleetRole(forLambda)).toMatchObject({
      nodeKind: 'none',
      state: 'not-a-node-role',
      problems: [],
    });
  });

  it('tells whether it matches its spec, as far as it was read', () => {
    const driftOf = (snapshot: ExistingRole) => fleetRole(snapshot).drift;

    expect(driftOf(created())).toBe('in-sync');
    expect(driftOf(withRole(created(), { description: 'x' }))).toBe('drifted');
    expect(driftOf(inPage(created()))).toBe('not-read');
    expect(driftOf(withRole(inPage(created()), { attachedPolicies: [] }))).toBe(
      'drifted',
    );
    expect(driftOf(withRole(inPage(created()), { tags: {} }))).toBe(
      'unmanaged',
    );
  });

  it('is unknown if not all of its policies were read', () => {
    const snapshot = { ...created(), policies: [] };

    expect(
      toFleetRole({
        snapshot,
        predictions: [],
        environmentHash: 'b',
        service: {},
        nodes: undefined,
      }),
    ).toMatchObject({
      state: 'unknown',
      headline: { text: expect.stringContaining('could be read') },
      regions: [],
    });
  });

  it('has the day of its last use, apart from its snapshot', () => {
    const role = fleetRole(
      withRole(created(), {
        lastUsed: { at: '2026-11-30T09:10:11.000Z', region: 'us-east-1' },
      }),
    );

    expect(role.lastUsed).toEqual({ on: '2026-11-30', region: 'us-east-1' });
    expect(role.snapshot.role).not.toHaveProperty('lastUsed');
  });

  it('has one hash in a page and read by itself, used or not, in any order', () => {
    const attached = ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/B'];
    const of = (snapshot: ExistingRole) => fleetRole(snapshot).snapshotHash;
    const withBoth = (order: string[]): ExistingRole => {
      const one = created();
      return {
        ...withRole(one, {
          attachedPolicies: [...one.role.attachedPolicies, ...order],
        }),
        otherPolicies: order.map(arn => ({
          name: arn,
          arn,
          document: { Statement: [] },
        })),
      };
    };

    expect(of(inPage(created()))).toBe(of(created()));
    expect(
      of(withRole(created(), { lastUsed: { at: '2026-11-30T09:10:11Z' } })),
    ).toBe(of(created()));
    expect(of(withBoth(attached))).toBe(of(withBoth([...attached].reverse())));
  });

  it.each<[string, (snapshot: ExistingRole) => ExistingRole]>([
    ['trust policy', one => withRole(one, { trust: { Statement: [] } })],
    ['tags', one => withRole(one, { tags: { team: 'a' } })],
    ['boundary', one => withRole(one, { permissionsBoundaryArn: 'x' })],
    [
      'inline policies',
      one => withRole(one, { inlinePolicies: { a: { Statement: [] } } }),
    ],
    [
      'attached policies',
      one =>
        withRole(one, {
          attachedPolicies: [...one.role.attachedPolicies, 'x'],
        }),
    ],
    ['instance profile', one => ({ ...one, instanceProfiles: [] })],
    [
      'policy',
      one => ({
        ...one,
        policies: one.policies.map(policy => ({
          ...policy,
          document: { Statement: [] },
        })),
      }),
    ],
  ])('has another hash with another %s', (_, change) => {
    const { snapshotHash } = fleetRole(created());

    expect(
      toFleetRole({
        snapshot: change(created()),
        predictions: [],
        environmentHash: 'b',
        service: {},
        nodes: undefined,
      }).snapshotHash,
    ).not.toBe(snapshotHash);
  });
});
