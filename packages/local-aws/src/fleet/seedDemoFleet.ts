import { assumeAccount, clientConfig } from '../server/clientConfig';
import { LocalAwsEnv } from '../server/startLocalAws';
import { AccountClients, clientsFor } from './clients';
import { demoFleet, serviceInstances } from './demoFleet';
import { seedInstances } from './instances';
import { seedBucket, seedKey, seedLogGroups } from './logging';
import { seedPortalRole } from './portalRole';
import { seedInstanceTier, seedPreferences } from './preferences';
import { useOnce } from './roleUse';
import { seedBrokenRole, seedDriftedRole, seedHealthyRole } from './roles';

/**
 * Values of the fleet that are only known once it is seeded.
 *
 * @public
 */
export interface SeededFleet {
  /** The ARN of each account's key for sessions and logs. */
  keyArns: Record<keyof typeof demoFleet.accounts, string>;
}

/**
 * Creates the demo fleet through the AWS SDK. Existing resources stay
 * unchanged, so a second run changes nothing.
 *
 * @param progress - receives progress messages in short sentences
 *
 * @public
 */
export async function seedDemoFleet(
  env: LocalAwsEnv,
  progress: (sentence: string) => void = () => {},
): Promise<SeededFleet> {
  const { accounts } = demoFleet;
  const development = clientsFor(accounts.development, clientConfig(env));
  const production = clientsFor(
    accounts.production,
    await assumeAccount(env, accounts.production),
  );
  const [developmentKey, productionKey] = await Promise.all([
    seedDevelopment(development, progress),
    seedProduction(production, progress),
  ]);
  await useOnce(development, clientConfig(env), demoFleet.roles.healthy);
  return {
    keyArns: { development: developmentKey, production: productionKey },
  };
}

async function seedDevelopment(
  account: AccountClients,
  progress: (sentence: string) => void,
): Promise<string> {
  const keyArn = await seedLogging(account);
  await seedBucket(account, keyArn);
  progress(
    `Development (${account.accountId}) has a key, log groups, preferences and the log bucket ${demoFleet.bucket}.`,
  );
  await Promise.all([
    seedHealthyRole(account, keyArn),
    seedBrokenRole(account, keyArn),
    seedDriftedRole(account, keyArn),
  ]);
  progress(
    'Development has three roles: payments is healthy, orders is broken, inventory has drifted.',
  );
  await seedInstances(account, instancesOf('development'));
  progress('The instances of development are running.');
  return keyArn;
}

async function seedProduction(
  account: AccountClients,
  progress: (sentence: string) => void,
): Promise<string> {
  const [keyArn] = await Promise.all([
    seedLogging(account),
    seedPortalRole(account, demoFleet.accounts.development),
    seedInstances(account, instancesOf('production')),
  ]);
  progress(
    `Production (${account.accountId}) has the portal's role ${demoFleet.portalRoleName}, a key, log groups, preferences and instances.`,
  );
  return keyArn;
}

async function seedLogging(account: AccountClients): Promise<string> {
  const keyArn = await seedKey(account);
  await Promise.all([
    seedLogGroups(account, keyArn),
    seedPreferences(account, keyArn),
    seedInstanceTier(account),
  ]);
  return keyArn;
}

function instancesOf(account: keyof typeof demoFleet.accounts) {
  return serviceInstances.filter(instances => instances.account === account);
}
