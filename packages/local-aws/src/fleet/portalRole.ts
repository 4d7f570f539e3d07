import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AccountClients } from './clients';
import { demoFleet } from './demoFleet';
import { unlessExists } from './unlessExists';

const VERSION = '2012-10-17';

// The local AWS does not enforce permissions, but the check of the installation
// reads them. The exact permissions per action are in docs/permissions.md.
function permissions(accountId: string) {
  const ours = ['role', 'policy', 'instance-profile'].map(
    kind => `arn:aws:iam::${accountId}:${kind}${demoFleet.path}*`,
  );
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:*InstanceProfile*', 'iam:*Policy*', 'iam:*Role*'],
        Resource: ours,
      },
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeIamInstanceProfileAssociations',
          'ec2:DescribeInstances',
          'ec2:DescribeRegions',
          'iam:Get*',
          'iam:List*',
          'iam:SimulatePrincipalPolicy',
          'kms:DescribeKey',
          'kms:GetKeyPolicy',
          'kms:ListAliases',
          'kms:ListKeys',
          'logs:DescribeLogGroups',
          'organizations:DescribeOrganization',
          's3:GetBucketPolicy',
          's3:GetEncryptionConfiguration',
          's3:ListAllMyBuckets',
          's3:ListBucket',
          'ssm:DescribeActivations',
          'ssm:DescribeInstanceInformation',
          'ssm:GetDocument',
          'ssm:GetServiceSetting',
        ],
        Resource: '*',
      },
    ],
  };
}

/**
 * Creates the role that lets the portal work in an account other than its own.
 */
export async function seedPortalRole(
  { iam, accountId }: AccountClients,
  portalAccountId: string,
): Promise<void> {
  const RoleName = demoFleet.portalRoleName;
  await unlessExists(
    iam.send(
      new CreateRoleCommand({
        RoleName,
        Description: 'For the portal, to manage Session Manager roles',
        AssumeRolePolicyDocument: JSON.stringify(trust(portalAccountId)),
      }),
    ),
    'EntityAlreadyExistsException',
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'SessionManagerRoles',
      PolicyDocument: JSON.stringify(permissions(accountId)),
    }),
  );
}

function trust(portalAccountId: string) {
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${portalAccountId}:root` },
        Action: 'sts:AssumeRole',
      },
    ],
  };
}
