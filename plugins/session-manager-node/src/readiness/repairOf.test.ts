import {
  asList,
  CompleteRoleSnapshot,
  documents,
  ExistingRole,
  iamArn,
  IamRole,
  instanceProfileTags,
  parsePreferences,
  PolicyDocument,
  predict,
  resolveRoleSpec,
  RoleEvidence,
  RoleSpec,
  roleTags,
  SessionFacts,
  sessionRoleOf,
} from 'backstage-plugin-session-manager-common';
import { repairOf } from './repairOf';

const account = { accountId: '111122223333', partition: 'aws' };
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const wanted: RoleSpec = {
  accountId: '111122223333',
  roleName: 'orders-session-role',
  roleDescription: 'SSM for orders',
  permissionsBoundaryArn: BOUNDARY,
  entityRef: 'component:default/orders',
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-session-logs', prefix: 'logs', kmsKeyArn: KEY },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
};

const preferences = parsePreferences({
  s3BucketName: 'corp-session-logs',
  s3KeyPrefix: 'logs',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/ssm/sessions',
  kmsKeyId: KEY,
});

const facts: SessionFacts = {
  region: 'us-east-1',
  logGroup: { known: { exists: true } },
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: '111122223333',
      encryption: 'aws:kms',
      kmsKeyArn: KEY,
    },
  },
  sessionKeyPolicy: { known: undefined },
  bucketKeyPolicy: { known: undefined },
};

type Role = ExistingRole<CompleteRoleSnapshot>;

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
};

/** The role as the portal creates it. */
function createdRole(
  spec = resolveRoleSpec({ ...wanted, policyType: 'inline' }, account),
): Role {
  const { path, roleName, policyName, instanceProfileName = '' } = spec;
  const { permissions, trust } = documents(spec);
  return {
    role: {
      arn: iamArn(spec, 'role', path, roleName),
      roleName,
      path,
      description: spec.roleDescription ?? '',
      trust,
      maxSessionDuration: spec.maxSessionDuration,
      permissionsBoundaryArn: spec.permissionsBoundaryArn,
      tags: roleTags(spec),
      attachedPolicies: [],
      inlinePolicies: { [policyName]: permissions },
    },
    policies: [],
    instanceProfiles: [
      {
        arn: iamArn(spec, 'instance-profile', path, instanceProfileName),
        instanceProfileName,
        path,
        tags: instanceProfileTags(spec),
        roles: [roleName],
      },
    ],
    otherPolicies: [{ name: 'boundary', arn: BOUNDARY, document: EVERYTHING }],
  };
}

/** The same role without the permission for the bucket's key. */
function broken(): Role {
  const snapshot = createdRole();
  const { inlinePolicies } = snapshot.role;
  return withRole(snapshot, {
    inlinePolicies: Object.fromEntries(
      Object.entries(inlinePolicies).map(([name, document]) => [
        name,
        without(document, 'kms:GenerateDataKey'),
      ]),
    ),
  });
}

function withRole(snapshot: Role, changes: Partial<IamRole>): Role {
  return { ...snapshot, role: { ...snapshot.role, ...changes } };
}

function without(document: PolicyDocument, action: string): PolicyDocument {
  return {
    ...document,
    Statement: asList(document.Statement).filter(
      statement => !asList(statement.Action).includes(action),
    ),
  };
}

const byHand = (snapshot: Role): Role =>
  withRole(snapshot, {
    tags: { 'backstage.io/entity-ref': 'component:default/orders' },
  });

function evidenceOf(
  snapshot: Role,
): Pick<RoleEvidence, 'readiness' | 'preferences' | 'facts'> {
  return {
    readiness: predict({
      role: sessionRoleOf(snapshot)!,
      preferences,
      facts,
    }),
    preferences: {
      status: 'found',
      document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
      preferences,
    },
    facts,
  };
}

describe('the repair of a role', () => {
  it('keeps the permissions and settings of a manually created role', () => {
    const role = byHand(broken());

    expect(repairOf(role, evidenceOf(role))).toMatchObject({
      spec: { ...wanted, path: '/', target: 'ec2' },
      adopt: true,
    });
  });

  it('restores the spec of a role that the portal created', () => {
    const role = broken();

    expect(repairOf(role, evidenceOf(role))).toEqual({
      spec: expect.objectContaining(wanted),
      changes: [],
      adopt: false,
    });
  });

  it('names the tool that manages a role, and offers an additional role', () => {
    const role = withRole(broken(), {
      tags: { 'aws:cloudformation:stack-name': 'orders-stack' },
    });

    expect(repairOf(role, evidenceOf(role))).toMatchObject({
      adopt: true,
      managedBy: {
        name: 'AWS CloudFormation',
        evidence: 'stack orders-stack',
      },
      newRole: { roleName: 'orders-session-role-sessions', kmsKeyArn: KEY },
    });
  });

  it('is undefined for a role with another purpose', () => {
    const snapshot = withRole(byHand(broken()), {
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
    });
    const role = { ...snapshot, instanceProfiles: [] };

    expect(repairOf(role, evidenceOf(role))).toBeUndefined();
  });

  it('is undefined if no problem can be fixed by changing the role', () => {
    const role = createdRole();

    expect(repairOf(role, evidenceOf(role))).toBeUndefined();
  });

  it('restores the spec of a role that others changed, although it works', () => {
    const role = withRole(createdRole(), { description: 'changed by hand' });

    expect(repairOf(role, evidenceOf(role))).toEqual({
      spec: expect.objectContaining(wanted),
      changes: [],
      adopt: false,
    });
  });

  it.each([
    ['without evidence', undefined],
    [
      'if the preferences are unknown',
      {
        ...evidenceOf(broken()),
        preferences: {
          status: 'unknown',
          document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
          fault: {
            kind: 'refused',
            code: 'AccessDenied',
            message: 'no',
            hint: 'Allow it.',
          },
        },
      },
    ],
  ] as const)('restores only the spec %s', (_, evidence) => {
    expect(repairOf(broken(), evidence)).toEqual({
      spec: expect.objectContaining(wanted),
      changes: [],
      adopt: false,
    });
    expect(repairOf(byHand(broken()), evidence)).toBeUndefined();
  });

  it('does not turn a role with the tags of another into that role', () => {
    const other = resolveRoleSpec(
      {
        ...wanted,
        roleName: 'payments-session-role',
        entityRef: 'component:default/payments',
        s3: { bucket: 'payments-logs' },
      },
      account,
    );
    const role = withRole(broken(), { tags: roleTags(other) });

    const repair = repairOf(role, evidenceOf(role));

    expect(repair?.spec).toMatchObject({ roleName: 'orders-session-role' });
    expect(JSON.stringify(repair)).not.toContain('payments-logs');
  });

  it('has no entityRef if the tag is invalid', () => {
    const tags = { 'backstage.io/entity-ref': 'not a reference' };
    const role = withRole(broken(), { tags });

    expect(repairOf(role, evidenceOf(role))?.spec).not.toHaveProperty(
      'entityRef',
    );
  });

  it('is undefined if no spec can describe the role', () => {
    const role = withRole(byHand(broken()), { description: 'a\u0000b' });

    expect(repairOf(role, evidenceOf(role))).toBeUndefined();
  });
});
