import {
  asList,
  CompleteRoleSnapshot,
  documents,
  ExistingRole,
  iamArn,
  IamRole,
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

/** The role that the portal makes. */
function made(spec = resolveRoleSpec(wanted, account)): Role {
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
        tags: {},
        roles: [roleName],
      },
    ],
    otherPolicies: [{ name: 'boundary', arn: BOUNDARY, document: EVERYTHING }],
  };
}

/** The same, without what it needs for the bucket's key. */
function broken(): Role {
  const snapshot = made();
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

function told(
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
  it('that was made by hand keeps what it could do, and what it is otherwise', () => {
    const role = byHand(broken());

    expect(repairOf(role, told(role))).toMatchObject({
      spec: { ...wanted, path: '/', target: 'ec2' },
      adopt: true,
    });
  });

  it('that the portal made is its spec again', () => {
    const role = broken();

    expect(repairOf(role, told(role))).toEqual({
      spec: expect.objectContaining(wanted),
      changes: [],
      adopt: false,
    });
  });

  it('that another tool keeps names it, and offers a role beside it', () => {
    const role = withRole(broken(), {
      tags: { 'aws:cloudformation:stack-name': 'orders-stack' },
    });

    expect(repairOf(role, told(role))).toMatchObject({
      adopt: true,
      managedBy: {
        name: 'AWS CloudFormation',
        evidence: 'stack orders-stack',
      },
      beside: { roleName: 'orders-session-role-sessions', kmsKeyArn: KEY },
    });
  });

  it('is none of a role that is for something else', () => {
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

    expect(repairOf(role, told(role))).toBeUndefined();
  });

  it('is none where nothing is the role’s to mend', () => {
    const role = made();

    expect(repairOf(role, told(role))).toBeUndefined();
  });

  it('with the tags of another is not that other', () => {
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

    const repair = repairOf(role, told(role));

    expect(repair?.spec).toMatchObject({ roleName: 'orders-session-role' });
    expect(JSON.stringify(repair)).not.toContain('payments-logs');
  });

  it('is for no service where its tag names none', () => {
    const tags = { 'backstage.io/entity-ref': 'not a reference' };
    const role = withRole(broken(), { tags });

    expect(repairOf(role, told(role))?.spec).not.toHaveProperty('entityRef');
  });

  it('is none where no spec can say what the role is', () => {
    const role = withRole(byHand(broken()), { description: 'a\u0000b' });

    expect(repairOf(role, told(role))).toBeUndefined();
  });
});
