import { CreatePolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { trustPolicy } from 'backstage-plugin-session-manager-common';
import { POLICY_ARN, ROLE } from './role';

/** A document that differs from any spec. */
export const OTHER_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  ],
});

export const OTHER_TRUST = JSON.stringify(
  trustPolicy({ roleName: ROLE, accountId: '111122223333', target: 'hybrid' }),
);

/** Changes the role's policy manually a number of times. */
export async function writeVersions(iam: IAMClient, count: number) {
  for (let version = 0; version < count; version++) {
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: POLICY_ARN,
        PolicyDocument: OTHER_POLICY,
        SetAsDefault: true,
      }),
    );
  }
}
