import { Fact, InstanceTier } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { notKnown, unknown } from './notKnown';
import { readServiceSetting } from './readServiceSetting';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html
const SETTING = '/ssm/managed-instance/activation-tier';

/** Reads the tier of the hybrid nodes of an account in a region. */
export async function readInstanceTier(
  account: Pick<AwsAccount, 'ssm'>,
  region: string,
): Promise<Fact<InstanceTier>> {
  try {
    const value = await readServiceSetting(account, region, SETTING);
    return value === 'standard' || value === 'advanced'
      ? { known: value }
      : unknown(
          `The service setting ${SETTING} is neither standard nor advanced.`,
          `Check the service setting ${SETTING} in ${region}: sessions to hybrid nodes need the tier advanced.`,
        );
  } catch (error) {
    return notKnown(error, `the tier of hybrid nodes in ${region}`);
  }
}
