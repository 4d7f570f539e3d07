import { assumeAccount, clientConfig } from '../server/clientConfig';
import { LocalAwsEnv } from '../server/startLocalAws';
import { AccountClients, clientsFor } from './clients';
import { demoFleet, serviceInstances } from './demoFleet';
import { layInstances } from './instances';
import { layBucket, layKey, layLogGroups } from './logging';
import { layPortalRole } from './portalRole';
import { layPreferences } from './preferences';
import { useOnce } from './roleUse';
import { layBrokenRole, layDriftedRole, layHealthyRole } from './roles';

/**
 * What is known of the fleet only once it is laid.
 *
 * @public
 */
export interface LaidFleet {
  /** The ARN of each account's key for sessions and logs. */
  keyArns: Record<keyof typeof demoFleet.accounts, string>;
}

/**
 * Makes the demo fleet, by the AWS SDK alone. What is there already stays as
 * it is, so a second run changes nothing.
 *
 * @param progress - is told what is going on, in short sentences
 *
 * @public
 */
export async function layDemoFleet(
  env: LocalAwsEnv,
  progress: (sentence: string) => void = () => {},
): Promise<LaidFleet> {
  const { accounts } = demoFleet;
  const development = clientsFor(accounts.development, clientConfig(env));
  const production = clientsFor(
    accounts.production,
    await assumeAccount(env, accounts.production),
  );
  const [developmentKey, productionKey] = await Promise.all([
    layDevelopment(development, progress),
    layProduction(production, progress),
  ]);
  await useOnce(development, clientConfig(env), demoFleet.roles.healthy);
  return {
    keyArns: { development: developmentKey, production: productionKey },
  };
}

async function layDevelopment(
  account: AccountClients,
  progress: (sentence: string) => void,
): Promise<string> {
  const keyArn = await layLogging(account);
  await layBucket(account, keyArn);
  progress(
    `Development (${account.accountId}) has key, log groups, preferences and the log bucket ${demoFleet.bucket}.`,
  );
  await Promise.all([
    layHealthyRole(account, keyArn),
    layBrokenRole(account, keyArn),
    layDriftedRole(account, keyArn),
  ]);
  progress(
    'Development has three roles: payments is healthy, orders broken, inventory drifted.',
  );
  await layInstances(account, instancesOf('development'));
  progress('Development has its instances.');
  return keyArn;
}

async function layProduction(
  account: AccountClients,
  progress: (sentence: string) => void,
): Promise<string> {
  const [keyArn] = await Promise.all([
    layLogging(account),
    layPortalRole(account, demoFleet.accounts.development),
    layInstances(account, instancesOf('production')),
  ]);
  progress(
    `Production (${account.accountId}) has the portal's role ${demoFleet.portalRoleName}, key, log groups, preferences and instances.`,
  );
  return keyArn;
}

async function layLogging(account: AccountClients): Promise<string> {
  const keyArn = await layKey(account);
  await Promise.all([
    layLogGroups(account, keyArn),
    layPreferences(account, keyArn),
  ]);
  return keyArn;
}

function instancesOf(account: keyof typeof demoFleet.accounts) {
  return serviceInstances.filter(instances => instances.account === account);
}
