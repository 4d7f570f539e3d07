import { GetServiceSettingCommand } from '@aws-sdk/client-ssm';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';

/**
 * The value of a setting of Systems Manager in a region. Throws the SDK's error
 * where AWS does not tell.
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
