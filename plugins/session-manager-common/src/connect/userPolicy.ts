import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { partitionOfRegion } from '../aws/partition';
import { instanceTagsSchema, regionSchema } from '../instances/fields';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { accountId, keyArn } from '../roleSpec/fields';
import { documentName, TUNNEL_DOCUMENTS } from './commands';
import { checkedInput } from './ConnectTarget';
import {
  OWN_SESSION_ACTIONS,
  openDataChannel,
  ownSessions,
  startOnNodes,
  useSessionDocument,
  useSessionKeys,
} from './userStatements';

const userAccessSchema = z
  .object({
    accountId: accountId(),
    regions: z
      .array(
        z
          .object({
            region: regionSchema,
            sessionKeyArn: keyArn().optional(),
          })
          .strict(),
      )
      .min(1, 'must have at least one region'),
    instanceTag: z.object({ key: z.string(), value: z.string() }).strict(),
    nodeKinds: z.array(z.enum(['ec2', 'hybrid'])).min(1),
    documentName: documentName.optional(),
  })
  .strict()
  .superRefine(({ instanceTag: { key, value } }, context) => {
    const tag = instanceTagsSchema.safeParse({ [key]: value });
    // An empty value would match every instance without a service.
    if (!tag.success || value === '') {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ['instanceTag'],
        message: 'must be a tag of EC2 with a value, without wildcards',
      });
    }
  });

/**
 * The nodes that a person can connect to: those with a service's tag in an
 * account.
 *
 * @public
 */
export interface UserAccess {
  accountId: string;
  /** The regions, with the keys that encrypt sessions in them. */
  regions: ReadonlyArray<{ region: string; sessionKeyArn?: string }>;
  /** The tag that identifies the service's nodes. */
  instanceTag: { key: string; value: string };
  nodeKinds: ReadonlyArray<'ec2' | 'hybrid'>;
  /** The session document. Default: the account's session preferences. */
  documentName?: string;
}

/**
 * Returns the least privilege policy for a person who starts sessions on a
 * service's nodes with the AWS CLI and the console, and ends and resumes their own
 * sessions. It is the same for an IAM user and for a role of IAM Identity Center.
 * Throws an `InputError` if the access is invalid.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
 *
 * @public
 */
export function userPolicy(access: UserAccess): PolicyDocument {
  const { regions, ...rest } = checked(access);
  const place = { ...rest, regions: regions.map(({ region }) => region) };
  const keys = regions.flatMap(({ sessionKeyArn }) => sessionKeyArn ?? []);
  return document([
    { Sid: 'StartSessionsOnNodesOfTheService', ...startOnNodes(place) },
    { Sid: 'UseTheSessionPreferences', ...useSessionDocument(place) },
    { Sid: 'OpenTheDataChannel', ...openDataChannel(place) },
    {
      Sid: 'EndAndResumeOwnSessions',
      ...ownSessions(OWN_SESSION_ACTIONS, place),
    },
    ...(keys.length > 0
      ? [{ Sid: 'UseTheSessionKey', ...useSessionKeys(keys) }]
      : []),
    // These actions do not support resources.
    {
      Sid: 'FindNodesInTheConsole',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeInstances',
        'ssm:DescribeInstanceProperties',
        'ssm:DescribeSessions',
        'ssm:GetConnectionStatus',
      ],
      Resource: '*',
    },
  ]);
}

/**
 * Returns the additional statement for port forwarding and SSH. Session Manager
 * does not log these sessions.
 *
 * @public
 */
export function tunnelStatement(access: UserAccess): PolicyStatement {
  const { partition: of, regions } = checked(access);
  return {
    Sid: 'ForwardPortsAndUseSsh',
    Effect: 'Allow',
    Action: 'ssm:StartSession',
    Resource: regions.flatMap(({ region }) =>
      Object.values(TUNNEL_DOCUMENTS).map(
        name => `arn:${of}:ssm:${region}::document/${name}`,
      ),
    ),
  };
}

/**
 * Returns the policy for a person who requests just-in-time access to nodes of an
 * account. It does not allow sessions without an approval. The actions are those
 * that AWS documents, in the account's regions:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access-setting-up.html
 *
 * @public
 */
export function accessRequestPolicy(access: UserAccess): PolicyDocument {
  const { partition: of, accountId: account, regions } = checked(access);
  const arns = (resource: string) =>
    regions.map(
      ({ region }) => `arn:${of}:ssm:${region}:${account}:${resource}`,
    );
  return document([
    {
      Sid: 'RequestAccess',
      Effect: 'Allow',
      Action: ['ssm:StartAccessRequest', 'ssm:GetAccessToken'],
      Resource: '*',
    },
    {
      Sid: 'FileTheRequest',
      Effect: 'Allow',
      Action: ['ssm:CreateOpsItem', 'ssm:GetOpsItem'],
      Resource: arns('opsitem/*'),
    },
    {
      Sid: 'AskTheApprovers',
      Effect: 'Allow',
      Action: 'ssm:StartAutomationExecution',
      Resource: arns('document/*'),
      Condition: {
        StringEquals: { 'ssm:DocumentType': 'ManualApprovalPolicy' },
      },
    },
    {
      Sid: 'RunTheApproval',
      Effect: 'Allow',
      Action: 'ssm:StartAutomationExecution',
      Resource: arns('automation-execution/*'),
    },
  ]);
}

function checked(access: UserAccess) {
  const valid = checkedInput(userAccessSchema, access);
  const [partition, ...others] = new Set(
    valid.regions.map(({ region }) => partitionOfRegion(region)),
  );
  if (others.length > 0) {
    throw new InputError('regions: must be in the same partition');
  }
  return { ...valid, partition };
}

function document(statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
