import { ManagedPolicyDetail, Role, RoleDetail, Tag } from '@aws-sdk/client-iam';
import { AccountContent } from './AccountContent';

/**
 * The size of a generated account.
 *
 * @public
 */
export interface AccountSize {
  accountId: string;
  nodeRoles: number;
  /** Roles that no node can use. */
  otherRoles?: number;
  /** Customer managed policies. */
  policies?: number;
}

const CREATED = new Date('2026-01-05T09:00:00Z');
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const AGENT = 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy';

/**
 * Generates an account with roles of all kinds: for EC2 and hybrid nodes, with
 * policies of AWS, of the account and inline, with boundaries, of the portal and
 * of others. The same size gives the same account.
 *
 * @public
 */
export function generateAccount({
  accountId,
  nodeRoles,
  otherRoles = 0,
  policies = 0,
}: AccountSize): AccountContent {
  const total = nodeRoles + otherRoles;
  const policyArn = (index: number) => arnOf(accountId, 'policy', policy(index));
  const nodesBefore = (index: number) =>
    Math.floor((index * nodeRoles) / total);
  return {
    policies: { count: policies, at: index => policyAt(accountId, index) },
    roles: {
      count: total,
      at: index => {
        const isForNodes = nodesBefore(index + 1) > nodesBefore(index);
        return isForNodes
          ? nodeRole(accountId, index, policies, policyArn)
          : role(accountId, index, trust('lambda.amazonaws.com'));
      },
    },
  };
}

function nodeRole(
  accountId: string,
  index: number,
  policies: number,
  policyArn: (index: number) => string,
): RoleDetail {
  const isHybrid = index % 3 === 0;
  const bare = role(
    accountId,
    index,
    trust(isHybrid ? 'ssm.amazonaws.com' : 'ec2.amazonaws.com'),
  );
  const has = (every: number) => policies > 0 && index % every === 0;
  return {
    ...bare,
    InstanceProfileList: isHybrid
      ? []
      : [
          {
            InstanceProfileId: `AIPA${index}`,
            InstanceProfileName: bare.RoleName,
            Arn: arnOf(accountId, 'instance-profile', bare.RoleName!),
            Path: '/',
            CreateDate: CREATED,
            Roles: [bare],
          },
        ],
    RolePolicyList:
      index % 7 === 0
        ? [{ PolicyName: 'logs', PolicyDocument: allow('logs:*') }]
        : [],
    AttachedManagedPolicies: [
      CORE,
      ...(index % 4 === 0 ? [AGENT] : []),
      ...(has(2) ? [policyArn(index % policies)] : []),
    ].map(PolicyArn => ({
      PolicyArn,
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
    })),
    PermissionsBoundary: has(5)
      ? {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: policyArn((index + 1) % policies),
        }
      : undefined,
    Tags: index % 6 === 0 ? tagsFor(index) : [{ Key: 'team', Value: 'web' }],
  };
}

function role(
  accountId: string,
  index: number,
  AssumeRolePolicyDocument: string,
): Role {
  const RoleName = `role-${String(index).padStart(6, '0')}`;
  return {
    Path: '/',
    RoleName,
    RoleId: `AROA${index}`,
    Arn: arnOf(accountId, 'role', RoleName),
    CreateDate: CREATED,
    AssumeRolePolicyDocument,
    RoleLastUsed:
      index % 2 === 0 ? { LastUsedDate: CREATED, Region: 'us-east-1' } : {},
  };
}

function tagsFor(index: number): Tag[] {
  return [
    { Key: 'backstage.io/managed-by', Value: 'session-manager' },
    {
      Key: 'backstage.io/entity-ref',
      Value: `component:default/service-${index}`,
    },
  ];
}

function policyAt(accountId: string, index: number): ManagedPolicyDetail {
  const PolicyName = policy(index);
  return {
    PolicyName,
    PolicyId: `ANPA${index}`,
    Arn: arnOf(accountId, 'policy', PolicyName),
    Path: '/',
    DefaultVersionId: 'v2',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    PolicyVersionList: [
      {
        VersionId: 'v2',
        IsDefaultVersion: true,
        CreateDate: CREATED,
        Document: allow('s3:*', `arn:aws:s3:::logs-${index}/*`),
      },
      {
        VersionId: 'v1',
        IsDefaultVersion: false,
        CreateDate: CREATED,
        Document: allow('s3:GetObject'),
      },
    ],
  };
}

function policy(index: number): string {
  return `policy-${String(index).padStart(5, '0')}`;
}

function arnOf(accountId: string, type: string, name: string): string {
  return `arn:aws:iam::${accountId}:${type}/${name}`;
}

function trust(service: string): string {
  return encoded({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
  });
}

function allow(Action: string, Resource = '*'): string {
  return encoded({ Effect: 'Allow', Action, Resource });
}

function encoded(statement: object): string {
  return encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  );
}
