import { Entity } from '@backstage/catalog-model';
import {
  AwsFault,
  EntityRoles,
  FaultyRole,
  FoundRole,
  headline,
  MissingRole,
  Readiness,
  ReadinessSummary,
  RoleIdentity,
} from 'backstage-plugin-session-manager-common';

export const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

export function identity(
  roleName = 'payments-session-role',
  more: Partial<RoleIdentity> = {},
): RoleIdentity {
  return {
    roleName,
    roleArn: `arn:aws:iam::444455556666:role/session-manager/${roleName}`,
    accountId: '444455556666',
    accountName: 'production',
    consoleUrl: `https://console.aws.amazon.com/iam/home#/roles/details/${roleName}`,
    foundBy: 'tag',
    ...more,
  };
}

export const healthy: FoundRole = {
  status: 'found',
  description: '',
  drift: { state: 'in-sync' },
  instanceProfile: {
    name: 'payments-session-profile',
    arn: 'arn:aws:iam::444455556666:instance-profile/session-manager/payments-session-profile',
    instances: { count: 3, regions: ['us-east-1', 'eu-west-1'] },
  },
};

export const drifted: FoundRole = {
  ...healthy,
  drift: {
    state: 'drifted',
    changes: [
      {
        operation: 'CreatePolicyVersion',
        kind: 'update',
        resource: 'policy',
        name: 'payments-policy',
        arn: 'arn:aws:iam::444455556666:policy/payments-policy',
        before: { Version: '2012-10-17', Statement: [] },
        after: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
          ],
        },
      },
      {
        operation: 'AttachRolePolicy',
        kind: 'create',
        resource: 'policy-attachment',
        name: 'payments-session-role',
        arn: 'arn:aws:iam::444455556666:role/session-manager/payments-session-role',
        after: 'arn:aws:iam::444455556666:policy/payments-policy',
      },
    ],
  },
};

export const unmanaged: FoundRole = {
  ...healthy,
  drift: { state: 'unmanaged' },
};

const forTasks: Readiness = {
  online: 'no',
  starts: 'no',
  logged: { s3: null, cloudWatchLogs: null },
  problems: [
    {
      code: 'trust-does-not-admit-the-node',
      stage: 'online',
      severity: 'info',
      action: 'sts:AssumeRole',
      decisive: [],
      repair: {
        kind: 'advice',
        text: 'The role is for ECS tasks.',
        sentences: [{ id: 'role-for-nodes', values: { purpose: 'ECS tasks' } }],
      },
    },
  ],
  purpose: { label: 'ECS tasks', principals: ['ecs-tasks.amazonaws.com'] },
};

/** A role for ECS tasks that an annotation names. */
export const taskRole: FoundRole & { readiness: ReadinessSummary } = {
  ...healthy,
  drift: { state: 'unmanaged' },
  instanceProfile: undefined,
  readiness: summaryOf(forTasks),
};

/** No session starts, because the node cannot register. */
export const noSession: Readiness = {
  online: 'no',
  starts: 'no',
  logged: { s3: null, cloudWatchLogs: null },
  problems: [
    {
      code: 'open-control-channel-denied',
      stage: 'online',
      severity: 'error',
      action: 'ssmmessages:OpenControlChannel',
      resource: '*',
      decisive: [],
      repair: {
        kind: 'allow',
        statement: {
          Effect: 'Allow',
          Action: 'ssmmessages:OpenControlChannel',
          Resource: '*',
        },
      },
    },
  ],
};

/** A role on which no session starts. */
export const failing: FoundRole = {
  ...healthy,
  readiness: summaryOf(noSession),
};

export const missing: MissingRole = { status: 'missing' };

export function fault(kind: AwsFault['kind']): AwsFault {
  return {
    kind,
    code: 'AccessDenied',
    message: 'not authorized to perform: iam:GetRole',
    hint: 'Allow iam:GetRole to the portal’s role.',
    requestId: 'a1b2c3',
  };
}

export function faulty(kind: AwsFault['kind']): FaultyRole {
  return { status: 'fault', fault: fault(kind) };
}

export function entityRoles(
  roles: EntityRoles['roles'],
  more: Partial<EntityRoles> = {},
): EntityRoles {
  return {
    roles,
    incomplete: [],
    invalidAnnotations: [],
    mayCreate: true,
    mayCreateElsewhere: false,
    checkedAt: new Date().toISOString(),
    ...more,
  };
}

/** A time some hours ago, ISO 8601. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** A readiness as it is in a list. */
export function summaryOf(readiness: Readiness): ReadinessSummary {
  return {
    ...readiness,
    region: 'us-east-1',
    regions: ['us-east-1'],
    headline: headline(readiness),
    preferences: 'absent',
    disagreements: 0,
  };
}
