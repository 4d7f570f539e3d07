import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
} from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  DescribeActivationsCommand,
  DescribeInstanceInformationCommand,
  GetDocumentCommand,
  GetServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { PREFERENCES_DOCUMENT } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';

type Probe = (account: AwsAccount, region: string) => Promise<unknown>;

/** Nothing has this name, which AWS says to those who may read it. */
export const EXAMPLE = 'session-manager-installation-check';

const role = { RoleName: EXAMPLE };
const policy = ({ settings: { partition, accountId } }: AwsAccount) => ({
  PolicyArn: `arn:${partition}:iam::${accountId}:policy/${EXAMPLE}`,
});

/**
 * Errors of calls that are allowed: what was asked for does not exist. As
 * {@link awsCode} spells them.
 */
export const ALLOWED_CODES: ReadonlySet<string> = new Set([
  'NoSuchEntity',
  'InvalidDocument',
  'ServiceSettingNotFound',
  'AWSOrganizationsNotInUse',
]);

/** A call for each permission that needs no resource, and returns little. */
export const PERMISSION_PROBES: Readonly<Record<string, Probe>> = {
  'iam:GetRole': ({ iam }) => iam.send(new GetRoleCommand(role), callOptions()),
  'iam:ListAttachedRolePolicies': ({ iam }) =>
    iam.send(new ListAttachedRolePoliciesCommand(role), callOptions()),
  'iam:ListRolePolicies': ({ iam }) =>
    iam.send(new ListRolePoliciesCommand(role), callOptions()),
  'iam:GetRolePolicy': ({ iam }) =>
    iam.send(
      new GetRolePolicyCommand({ ...role, PolicyName: EXAMPLE }),
      callOptions(),
    ),
  'iam:ListInstanceProfilesForRole': ({ iam }) =>
    iam.send(new ListInstanceProfilesForRoleCommand(role), callOptions()),
  'iam:GetInstanceProfile': ({ iam }) =>
    iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: EXAMPLE }),
      callOptions(),
    ),
  'iam:GetPolicy': account =>
    account.iam.send(new GetPolicyCommand(policy(account)), callOptions()),
  'iam:GetPolicyVersion': account =>
    account.iam.send(
      new GetPolicyVersionCommand({ ...policy(account), VersionId: 'v1' }),
      callOptions(),
    ),
  'iam:ListPolicyVersions': account =>
    account.iam.send(
      new ListPolicyVersionsCommand(policy(account)),
      callOptions(),
    ),
  'iam:ListEntitiesForPolicy': account =>
    account.iam.send(
      new ListEntitiesForPolicyCommand(policy(account)),
      callOptions(),
    ),
  'iam:GetAccountAuthorizationDetails': ({ iam }) =>
    iam.send(
      new GetAccountAuthorizationDetailsCommand({
        Filter: ['Role'],
        MaxItems: 1,
      }),
      callOptions(),
    ),
  'ec2:DescribeRegions': ({ ec2 }, region) =>
    ec2(region).send(new DescribeRegionsCommand({}), callOptions()),
  'ec2:DescribeInstances': ({ ec2 }, region) =>
    ec2(region).send(
      new DescribeInstancesCommand({ MaxResults: 5 }),
      callOptions(),
    ),
  'ec2:DescribeIamInstanceProfileAssociations': ({ ec2 }, region) =>
    ec2(region).send(
      new DescribeIamInstanceProfileAssociationsCommand({ MaxResults: 5 }),
      callOptions(),
    ),
  'ssm:DescribeInstanceInformation': ({ ssm }, region) =>
    ssm(region).send(
      new DescribeInstanceInformationCommand({ MaxResults: 5 }),
      callOptions(),
    ),
  'ssm:DescribeActivations': ({ ssm }, region) =>
    ssm(region).send(
      new DescribeActivationsCommand({ MaxResults: 1 }),
      callOptions(),
    ),
  'ssm:GetDocument': ({ ssm }, region) =>
    ssm(region).send(
      new GetDocumentCommand({ Name: PREFERENCES_DOCUMENT }),
      callOptions(),
    ),
  'ssm:GetServiceSetting': ({ ssm }, region) =>
    ssm(region).send(
      new GetServiceSettingCommand({
        SettingId: '/ssm/managed-instance/activation-tier',
      }),
      callOptions(),
    ),
  's3:ListAllMyBuckets': ({ s3 }, region) =>
    s3(region).send(new ListBucketsCommand({ MaxBuckets: 1 }), callOptions()),
  'kms:ListKeys': ({ kms }, region) =>
    kms(region).send(new ListKeysCommand({ Limit: 1 }), callOptions()),
  'kms:ListAliases': ({ kms }, region) =>
    kms(region).send(new ListAliasesCommand({ Limit: 1 }), callOptions()),
  'logs:DescribeLogGroups': ({ logs }, region) =>
    logs(region).send(
      new DescribeLogGroupsCommand({ limit: 1 }),
      callOptions(),
    ),
  'organizations:DescribeOrganization': ({ organizations }) =>
    organizations.send(new DescribeOrganizationCommand({}), callOptions()),
};
