import { ServiceUnavailableError } from '@backstage/errors';
import { assumeAccount } from '../server/clientConfig';
import { LocalAwsEnv } from '../server/startLocalAws';

// A separate management account, because service control policies never apply
// to the management account.
const MANAGING_ACCOUNT = '999900001111';

/**
 * Creates an organization with one member account, and attaches a service
 * control policy to that account.
 *
 * @public
 */
export async function seedOrganization(
  env: LocalAwsEnv,
  controlPolicy: object,
): Promise<{ memberAccountId: string }> {
  const { credentials } = await assumeAccount(env, MANAGING_ACCOUNT);
  const ask = async (operation: string, input: object) => {
    const response = await fetch(env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSOrganizationsV20161128.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/us-east-1/organizations/aws4_request`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) {
      throw new ServiceUnavailableError(
        `organizations:${operation} answered ${response.status}: ${await response.text()}`,
      );
    }
    return response.json();
  };
  await ask('CreateOrganization', { FeatureSet: 'ALL' });
  const { CreateAccountStatus } = await ask('CreateAccount', {
    AccountName: 'member',
    Email: 'member@example.com',
  });
  const { Policy } = await ask('CreatePolicy', {
    Name: 'limits',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify(controlPolicy),
  });
  const memberAccountId: string = CreateAccountStatus.AccountId;
  await ask('AttachPolicy', {
    PolicyId: Policy.PolicySummary.Id,
    TargetId: memberAccountId,
  });
  return { memberAccountId };
}
