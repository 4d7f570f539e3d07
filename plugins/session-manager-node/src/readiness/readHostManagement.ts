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
 * The role that Default Host Management lends to instances of a region whose
 * own may not register; known to be `undefined` where it is off.
 */
export async function readHostManagement(options: {
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}): Promise<Fact<SessionRole | undefined>> {
  const { account, region } = options;
  try {
    const lent = (await readServiceSetting(account, region, SETTING)) ?? OFF;
    return lent === OFF
      ? { known: undefined }
      : await readLentRole(lent, options);
  } catch (error) {
    return notKnown(error, 'whether Default Host Management is on');
  }
}

async function readLentRole(
  pathAndName: string,
  { account, cache }: Parameters<typeof readHostManagement>[0],
): Promise<Fact<SessionRole>> {
  const roleName = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const snapshot = await readRoleSnapshot({ account, roleName, cache });
  const role = roleExists(snapshot) && sessionRoleOf(snapshot);
  return role
    ? { known: role }
    : unknown(
        `The role ${roleName} of Default Host Management is not there.`,
        'Set up Default Host Management again, or turn it off.',
      );
}
