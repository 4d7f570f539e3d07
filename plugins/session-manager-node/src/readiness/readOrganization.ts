import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { Fact } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { notKnown } from './notKnown';

/**
 * Reads the id of an account's organization, which any account in the
 * organization can read; known to be `undefined` if the account is in none.
 */
export async function readOrganization({
  organizations,
  settings,
}: Pick<AwsAccount, 'organizations' | 'settings'>): Promise<
  Fact<string | undefined>
> {
  try {
    const { Organization } = await organizations.send(
      new DescribeOrganizationCommand({}),
      callOptions(),
    );
    return { known: Organization?.Id };
  } catch (error) {
    return awsCode(error) === 'AWSOrganizationsNotInUse'
      ? { known: undefined }
      : notKnown(error, `the organization of account ${settings.accountId}`);
  }
}
