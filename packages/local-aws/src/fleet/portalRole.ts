import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AccountClients } from './clients';
import { demoFleet } from './demoFleet';
import { unlessThere } from './unlessThere';

const VERSION = '2012-10-17';

// The stand-in asks for no permissions; these are for those who read them.
const PERMISSIONS = {
  Version: VERSION,
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'iam:*InstanceProfile*',
        'iam:*Policy*',
        'iam:*Role*',
        'iam:GetAccountAuthorizationDetails',
        'iam:ListEntitiesForPolicy',
        'ec2:DescribeIamInstanceProfileAssociations',
        'ec2:DescribeInstances',
      ],
      Resource: '*',
    },
  ],
};

/** Makes the role that lets the portal work in an account that is not its own. */
export async function layPortalRole(
  { iam }: AccountClients,
  portalAccountId: string,
): Promise<void> {
  const RoleName = demoFleet.portalRoleName;
  await unlessThere(
    iam.send(
      new CreateRoleCommand({
        RoleName,
        Description: 'For the portal, to look after Session Manager roles',
        AssumeRolePolicyDocument: JSON.stringify(trust(portalAccountId)),
      }),
    ),
    'EntityAlreadyExistsException',
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'SessionManagerRoles',
      PolicyDocument: JSON.stringify(PERMISSIONS),
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
