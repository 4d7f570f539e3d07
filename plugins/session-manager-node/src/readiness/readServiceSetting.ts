import { GetServiceSettingCommand } from '@aws-sdk/client-ssm';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';

/**
 * Reads the value of a setting of Systems Manager in a region. Throws the SDK's
 * error if AWS does not answer.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
 */
export async function readServiceSetting(
  account: Pick<AwsAccount, 'ssm'>,
  region: string,
  settingId: string,
): Promise<string | undefined> {
  const { ServiceSetting } = await account
    .ssm(region)
    .send(
      new GetServiceSettingCommand({ SettingId: settingId }),
      callOptions(),
    );
  return ServiceSetting?.SettingValue;
}
