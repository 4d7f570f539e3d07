import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AffectedRole,
  parsePreferences,
  predictRegions,
  SessionEnvironment,
  whatIf,
  WhatIfRequest,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { SharedReadCache } from '../../cache/SharedReadCache';
import { transact } from '../../database/transact';
import { syncAccounts } from '../database/operations/accounts';
import { setEnvironment } from '../database/operations/environments';
import { writeRoles } from '../database/operations/writeRoles';
import { RoleCriteria } from '../database/RoleSelection';
import { PredictedRole } from '../RoleEntry';
import { predictedRole } from '../__testUtils__/predictedRole';
import { createWhatIfRoles, WhatIfStep } from './WhatIfRoles';
import { createWhatIfWorkers, WhatIfWorkers } from './WhatIfWorkers';

jest.setTimeout(180_000);

const NOW = new Date('2026-12-01T00:00:00.000Z');
const REGION = 'us-east-1';
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const [HOME, SHARING, OTHER] = ACCOUNTS;
const ROLES = 1_500;

const document = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow' as const, Action, Resource: '*' },
});

/** The first two accounts log into one bucket, which the first owns. */
function environmentOf(accountId: string): SessionEnvironment {
  const bucket = accountId === OTHER ? 'other-logs' : 'corp-logs';
  return {
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: REGION },
      status: 'found',
      preferences: parsePreferences({ s3BucketName: bucket }),
    },
    facts: {
      region: REGION,
      bucket: {
        known: {
          exists: true,
          region: REGION,
          ownerAccountId: accountId === SHARING ? HOME : accountId,
          encryption: 'AES256',
          policy: {
            Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*' },
          },
        },
      },
    },
  };
}

const ENVIRONMENTS = new Map(
  ACCOUNTS.map(accountId => [accountId, environmentOf(accountId)]),
);

/** Every third may not write logs. */
function roleOf(n: number): PredictedRole {
  const accountId = ACCOUNTS[n % ACCOUNTS.length];
  const roleName = `role-${String(n).padStart(5, '0')}`;
  const role = predictedRole({
    roleName,
    accountId,
    entityRef: `component:default/service-${n % 10}`,
    regions: [REGION],
  });
  const snapshot = {
    ...role.snapshot,
    role: {
      ...role.snapshot.role,
      trust: {
        Statement: {
          Effect: 'Allow' as const,
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
      inlinePolicies: {
        core: document('ssmmessages:*', 'ssm:UpdateInstanceInformation'),
        ...(n % 9 > 2 ? { logs: document('s3:*') } : {}),
      },
    },
    instanceProfiles: [
      {
        arn: `arn:aws:iam::${accountId}:instance-profile/${roleName}`,
        instanceProfileName: roleName,
        path: '/',
        roles: [roleName],
      },
    ],
  };
  const regions = [
    { region: REGION, environment: ENVIRONMENTS.get(accountId)! },
  ];
  return {
    ...role,
    snapshot,
    predictions: predictRegions({ snapshot, regions }),
  };
}

const roles = Array.from({ length: ROLES }, (_, n) => roleOf(n));
const ada = mockCredentials.user('user:default/ada');

describe('the roles that a change affects', () => {
  const databases = useDatabases();
  let workers: WhatIfWorkers;

  beforeAll(() => {
    workers = createWhatIfWorkers();
  });

  afterAll(() => workers.stop());

  const refuse = () => {
    throw new Error('AWS is not to be called');
  };

  async function store(knex: Knex) {
    await transact(knex, async tx => {
      await syncAccounts(
        tx,
        ACCOUNTS.map(accountId => ({ accountId })),
        NOW,
      );
      for (const [accountId, environment] of ENVIRONMENTS) {
        const place = { accountId, region: REGION };
        await setEnvironment(tx, place, environment, NOW);
      }
      await writeRoles(tx, roles, { observedAt: NOW, now: NOW });
    });
  }

  const serviceOn = (
    knex: Knex,
    {
      visible,
      pool = workers,
    }: { visible?: RoleCriteria; pool?: WhatIfWorkers } = {},
  ) =>
    createWhatIfRoles({
      // Nothing that the changes name has to be read.
      accounts: { configured: [], get: refuse } as unknown as AwsAccounts,
      readCache: { forAnswer: refuse } as unknown as SharedReadCache,
      startDeadline: refuse,
      knex,
      visibleRoles: { to: async (_: BackstageCredentials) => visible },
      workers: pool,
    });

  const NO_BUCKET: WhatIfRequest = {
    accountId: HOME,
    region: REGION,
    change: { bucket: { exists: false } },
  };

  async function stepsOf(
    steps: AsyncGenerator<WhatIfStep>,
  ): Promise<WhatIfStep[]> {
    const read: WhatIfStep[] = [];
    for await (const step of steps) {
      read.push(step);
    }
    return read;
  }

  const itemsIn = (steps: readonly WhatIfStep[]): AffectedRole[] =>
    steps.flatMap(step => ('items' in step ? step.items : []));

  it.each(databases.ids)(
    'are those that the function finds, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await store(knex);

      const steps = await stepsOf(serviceOn(knex).stream(NO_BUCKET, ada));

      const concerned = roles.filter(({ accountId }) => accountId !== OTHER);
      const expected = whatIf(
        {
          accountId: HOME,
          region: REGION,
          bucket: { name: 'corp-logs', exists: false },
        },
        concerned.map(({ snapshot, accountId, entityRef }) => ({
          snapshot,
          entityRef,
          regions: [
            { region: REGION, environment: ENVIRONMENTS.get(accountId)! },
          ],
        })),
      );
      expect(expected.verdicts.breaks).toBeGreaterThan(500);
      const found = itemsIn(steps);
      expect(found.map(({ roleArn }) => roleArn)).toEqual(
        expected.items.map(({ roleArn }) => roleArn).sort(),
      );
      const last = steps.at(-1);
      expect(last).toMatchObject({
        result: {
          total: concerned.length,
          before: expected.before,
          after: expected.after,
          verdicts: expected.verdicts,
          unsafe: expected.verdicts.breaks,
          basis: {
            oldestRole: NOW.toISOString(),
            environments: [{ accountId: HOME, observedAt: NOW.toISOString() }],
          },
        },
      });
      const done = steps.flatMap(step =>
        'progress' in step ? step.progress.done : [],
      );
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect([done[0], done.at(-1)]).toEqual([0, concerned.length]);
      // More than one page was read.
      expect(done.length).toBeGreaterThan(4);
    },
  );

  it.each(databases.ids)(
    'are those that the caller may see, on %s',
    async id => {
      const knex = await databases.migrated(id);
      await store(knex);
      const visible: RoleCriteria = {
        key: 'entity',
        values: ['component:default/service-3'],
      };
      const page = await serviceOn(knex, { visible }).page(NO_BUCKET, ada);

      expect(page.total).toBe(
        roles.filter(
          ({ accountId, entityRef }) =>
            accountId !== OTHER && entityRef === 'component:default/service-3',
        ).length,
      );
      expect(new Set(page.items.map(({ entityRef }) => entityRef))).toEqual(
        new Set(['component:default/service-3']),
      );
    },
  );

  it('are no longer looked for when nobody waits', async () => {
    const knex = await databases.migrated('SQLITE_3');
    await store(knex);
    let tasks = 0;
    const pool: WhatIfWorkers = {
      ...workers,
      pages: 1,
      run: task => {
        tasks += 1;
        return workers.run(task);
      },
    };
    const service = serviceOn(knex, { pool });
    const controller = new AbortController();
    const seen: WhatIfStep[] = [];
    await expect(async () => {
      for await (const step of service.stream(
        NO_BUCKET,
        ada,
        controller.signal,
      )) {
        seen.push(step);
        if (itemsIn(seen).length > 0) {
          controller.abort();
        }
      }
    }).rejects.toMatchObject({ name: 'AbortError' });
    expect(tasks).toBeLessThanOrEqual(2);
    expect(seen.some(step => 'result' in step)).toBe(false);
    // The next one gets its turn.
    expect((await service.page(NO_BUCKET, ada)).total).toBe(1_000);
    expect(tasks).toBeGreaterThan(4);
  });

  it('are looked for in turn', async () => {
    const knex = await databases.migrated('SQLITE_3');
    await store(knex);
    let running = 0;
    let most = 0;
    const pool: WhatIfWorkers = {
      ...workers,
      pages: 1,
      async run(task) {
        running += 1;
        most = Math.max(most, running);
        const result = await workers.run(task);
        running -= 1;
        return result;
      },
    };
    const service = serviceOn(knex, { pool });
    const aborted = AbortSignal.abort();
    const pages = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => service.page(NO_BUCKET, ada)),
      service.page(NO_BUCKET, ada, aborted),
    ]);
    expect(most).toBe(2);
    expect(pages.map(({ status }) => status)).toEqual([
      ...Array(5).fill('fulfilled'),
      'rejected',
    ]);
  });
});
