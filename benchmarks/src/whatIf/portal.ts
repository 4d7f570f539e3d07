import { ServiceUnavailableError } from '@backstage/errors';
import {
  parsePreferences,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';
import { cloneRoles } from '../fleet/clones';
import { Database } from '../fleet/databases';
import { catalogOf, VIEWER } from '../fleet/entities';
import { accountIds, ROLES_PER_ACCOUNT } from '../fleet/scan';
import { startAws } from '../fleet/startAws';
import { startPortal } from '../fleet/startPortal';
import { rounded } from '../provision/statistics';

/** What a change that concerns all roles takes in a portal. */
export interface PortalCosts {
  database: Database['name'];
  roles: number;
  affected: number;
  seconds: number;
  /** Of all threads of the portal. */
  cpuSeconds: number;
  /** By how much the event loop was late meanwhile, in milliseconds. */
  delay: { p50: number; p99: number; max: number };
  /** Until the first line of the response, in milliseconds. */
  firstLineMs: number;
}

const ACCOUNTS = 100;
const BUCKET = 'corp-session-logs';
const REGION = 'us-east-1';

/** Every account logs into one bucket, as landing zones have it. */
export async function measurePortal(database: Database): Promise<PortalCosts> {
  const accounts = accountIds(ACCOUNTS);
  const aws = await startAws({ nodeRoles: ROLES_PER_ACCOUNT, onlyFirst: true });
  const portal = await startPortal({
    accountIds: accounts,
    database,
    entities: catalogOf(['service-6']),
    env: aws.env,
  });
  const sql = (statement: string) =>
    portal.ask('sql', 'session-manager', statement);
  try {
    await portal.firstScan();
    const authorization = await portal.signIn(VIEWER);
    const roles = await cloneRoles(portal, accounts[0]);
    await sql(
      `update fleet_environments set environment = '${JSON.stringify(environmentOf(accounts[0]))}', hash = account_id`,
    );
    await sql(
      `insert into fleet_environment_resources (account_id, region, kind, name)
       select account_id, region, 'bucket', '${BUCKET}' from fleet_environments`,
    );
    const preview = async (accountId: string, exists: boolean) => {
      const began = performance.now();
      const response = await fetch(
        `${portal.url}/api/session-manager/what-if`,
        {
          method: 'POST',
          headers: {
            authorization,
            accept: 'application/x-ndjson',
            'content-type': 'application/json',
          },
          body: JSON.stringify({
            accountId,
            region: REGION,
            change: { bucket: { name: BUCKET, exists } },
          }),
        },
      );
      let firstLineMs: number | undefined;
      let text = '';
      const decoder = new TextDecoder();
      for await (const part of response.body!) {
        firstLineMs ??= performance.now() - began;
        text += decoder.decode(part, { stream: true });
      }
      const lines = text.trimEnd().split('\n');
      const last = JSON.parse(lines[lines.length - 1]);
      return {
        total: Number(last.result?.total ?? NaN),
        unsafe: Number(last.result?.unsafe ?? NaN),
        seconds: rounded((performance.now() - began) / 1000, 1),
        firstLineMs: rounded(firstLineMs ?? NaN),
      };
    };
    // Starts the threads, which takes a moment in a portal that is not built.
    await preview(accounts[0], true);
    await portal.ask('needed');
    await portal.ask('watchLoop');
    const { total, unsafe, seconds, firstLineMs } = await preview(
      accounts[0],
      false,
    );
    const delay = await portal.ask('loopDelay');
    const { cpuMs } = await portal.ask('needed');
    if (total !== roles) {
      throw new ServiceUnavailableError(
        `The change was applied to ${total} of ${roles} roles.`,
      );
    }
    return {
      database: database.name,
      roles,
      affected: unsafe,
      seconds,
      cpuSeconds: rounded(cpuMs / 1000, 1),
      delay,
      firstLineMs,
    };
  } finally {
    await portal.stop();
    await aws.stop();
  }
}

function environmentOf(ownerAccountId: string): SessionEnvironment {
  return {
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: REGION },
      status: 'found',
      preferences: parsePreferences({ s3BucketName: BUCKET }),
    },
    facts: {
      region: REGION,
      bucket: {
        known: {
          exists: true,
          region: REGION,
          ownerAccountId,
          encryption: 'AES256',
          policy: {
            Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*' },
          },
        },
      },
    },
  };
}
