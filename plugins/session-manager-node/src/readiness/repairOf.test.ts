import {
  asList,
  parsePreferences,
  PolicyDocument,
  predict,
  resolveRoleSpec,
  RoleEvidence,
  RoleSpec,
  SessionFacts,
} from 'backstage-plugin-session-manager-common';
import { repairOf } from './repairOf';
import { roleOfSpec, sessionRole, ToldRole } from './ToldRole';

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

/** The role that the portal makes, without what it needs for the bucket's key. */
function broken(): ToldRole {
  const role = roleOfSpec(resolveRoleSpec(wanted, account));
  const policies = role.policies.map(({ name, document }) => ({
    name,
    document: without(document, 'kms:GenerateDataKey'),
  }));
  return { ...role, policies };
}

function without(document: PolicyDocument, action: string): PolicyDocument {
  return {
    ...document,
    Statement: asList(document.Statement).filter(
      statement => !asList(statement.Action).includes(action),
    ),
  };
}

const byHand = (role: ToldRole): ToldRole => ({
  ...role,
  tags: { 'backstage.io/entity-ref': 'component:default/orders' },
});

function told(
  role: ToldRole,
): Pick<RoleEvidence, 'readiness' | 'preferences' | 'facts'> {
  return {
    readiness: predict({ role: sessionRole(role), preferences, facts }),
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
    const role = {
      ...byHand(broken()),
      tags: { 'aws:cloudformation:stack-name': 'orders-stack' },
    };

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
    const role: ToldRole = {
      ...byHand(broken()),
      instanceProfileArns: [],
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
    };

    expect(repairOf(role, told(role))).toBeUndefined();
  });

  it('is none where nothing is the role’s to mend', () => {
    const role = roleOfSpec(resolveRoleSpec(wanted, account));

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
    const role = { ...broken(), tags: roleOfSpec(other).tags };

    const repair = repairOf(role, told(role));

    expect(repair?.spec).toMatchObject({ roleName: 'orders-session-role' });
    expect(JSON.stringify(repair)).not.toContain('payments-logs');
  });

  it('is for no service where its tag names none', () => {
    const tags = { 'backstage.io/entity-ref': 'not a reference' };
    const role = { ...broken(), tags };

    expect(repairOf(role, told(role))?.spec).not.toHaveProperty('entityRef');
  });

  it('is none where no spec can say what the role is', () => {
    const role = byHand({ ...broken(), description: 'a\u0000b' });

    expect(repairOf(role, told(role))).toBeUndefined();
  });
});
