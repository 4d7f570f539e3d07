import {
  Fact,
  roleExists,
  SessionRole,
  sessionRoleOf,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { readRoleSnapshot } from '../role/readRoleSnapshot';
import { ReadCache } from '../cache/ReadCache';
import { notKnown, unknown } from './notKnown';
import { readServiceSetting } from './readServiceSetting';

const SETTING = '/ssm/managed-instance/default-ec2-instance-management-role';
const OFF = '$None';

/**
 * Reads the role that Default Host Management provides to instances of a region
 * whose own role is not allowed to register; known to be `undefined` if it is
 * off.
 */
export async function readHostManagement(options: {
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}): Promise<Fact<SessionRole | undefined>> {
  const { account, region } = options;
  try {
    const hostRole =
      (await readServiceSetting(account, region, SETTING)) ?? OFF;
    return hostRole === OFF
      ? { known: undefined }
      : await readHostRole(hostRole, options);
  } catch (error) {
    return notKnown(error, 'whether Default Host Management is on');
  }
}

async function readHostRole(
  pathAndName: string,
  { account, cache }: Parameters<typeof readHostManagement>[0],
): Promise<Fact<SessionRole>> {
  const roleName = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const snapshot = await readRoleSnapshot({ account, roleName, cache });
  const role = roleExists(snapshot) && sessionRoleOf(snapshot);
  return role
    ? { known: role }
    : unknown(
        `The role ${roleName} of Default Host Management does not exist.`,
        'Set up Default Host Management again, or turn it off.',
      );
}
