import { IAMClient } from '@aws-sdk/client-iam';
import { roleOfArn } from 'backstage-plugin-session-manager-common';
import * as fc from 'fast-check';
import {
  AccountSize,
  awsError,
  AwsProxy,
  accessDenied,
  clientConfig,
  generateAccount,
  GeneratedAws,
  startAwsProxy,
  startGeneratedAws,
} from 'local-aws';
import { collectGarbage } from '../__testUtils__/collectGarbage';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { createTaskCache } from '../cache/ReadCache';
import { awsFault } from '../fault/awsFault';
import {
  isMarkerRefused,
  RolePage,
  scanAccount,
  ScanOptions,
} from './scanAccount';

const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** Sizes of successive pages, some of them empty. */
const sizes = fc
  .array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 6 })
  .map(list => [...list, 7]);

jest.setTimeout(60_000);

describe('scanAccount', () => {
  let aws: GeneratedAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let size: Omit<AccountSize, 'accountId'>;
  let pageSize: (asked: number) => number;

  beforeAll(async () => {
    aws = await startGeneratedAws({
      account: accountId => generateAccount({ accountId, ...size }),
      pageSize: asked => pageSize(asked),
    });
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws(aws);
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
  });

  beforeEach(() => {
    size = { nodeRoles: 40, otherRoles: 20, policies: 9 };
    pageSize = asked => asked;
    proxy.answer();
    proxy.calls();
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  /** An account whose calls are not retried. */
  const connect = (accessKeyId = aws.env.AWS_ACCESS_KEY_ID) => ({
    iam: new IAMClient({
      ...clientConfig(aws.env),
      credentials: { accessKeyId, secretAccessKey: 'secret' },
      endpoint: proxy.endpoint,
      maxAttempts: 1,
    }),
  });

  const scan = (
    options: Partial<ScanOptions> = {},
    of: Parameters<typeof scanAccount>[0] = connect(),
  ) => scanAccount(of, { cache: createTaskCache(), ...options });

  /** The calls to IAM since the last invocation. */
  const calls = () =>
    proxy
      .calls()
      .filter(({ service }) => service === 'iam')
      .map(({ operation }) => operation);

  it('yields the roles of nodes with all their documents, and counts the others', async () => {
    const pages = await all(scan());

    expect(pages).toHaveLength(1);
    const [{ roles, others, nextMarker }] = pages;
    expect({ kept: roles.length, others, nextMarker }).toEqual({
      kept: 40,
      others: 20,
      nextMarker: undefined,
    });
    for (const { role, policies, otherPolicies = [] } of roles) {
      const { attachedPolicies, permissionsBoundaryArn: boundary } = role;
      expect([...policies, ...otherPolicies].map(({ arn }) => arn)).toEqual(
        expect.arrayContaining([
          ...attachedPolicies,
          ...(boundary ? [boundary] : []),
        ]),
      );
    }
  });

  it('leaves absent what IAM does not list', async () => {
    const [{ roles }] = await all(scan());

    for (const { role, policies, instanceProfiles } of roles) {
      expect(role).not.toHaveProperty('description');
      expect(role).not.toHaveProperty('maxSessionDuration');
      for (const one of [...policies, ...instanceProfiles]) {
        expect(one).not.toHaveProperty('tags');
        expect(one).not.toHaveProperty('description');
        expect(one).not.toHaveProperty('attachedTo');
      }
    }
  });

  it('keeps roles that the caller names, whatever they are', async () => {
    const [{ roles }] = await all(scan());
    const other = `arn:aws:iam::${DEVELOPMENT}:role/role-000000`;

    const [page] = await all(scan({ roleArns: new Set([other]) }));

    expect(page.roles.map(({ role }) => role.arn)).toEqual([
      other,
      ...roles.map(({ role }) => role.arn),
    ]);
    expect(page.others).toBe(19);
  });

  it('yields each role once and the same, whatever the sizes of the pages', async () => {
    const [{ roles, others }] = await all(scan());

    await fc.assert(
      fc.asyncProperty(sizes, async list => {
        pageSize = inTurn(list);

        const pages = await all(scan());

        expect(pages.flatMap(page => page.roles)).toEqual(roles);
        expect(sum(pages.map(page => page.others))).toBe(others);
      }),
      { numRuns: 10 },
    );
  });

  it('continues from any marker with exactly the rest', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (list, place) => {
        pageSize = inTurn(list);
        const pages = await all(scan());
        const stop = place % pages.length;
        const { nextMarker } = pages[stop];
        fc.pre(nextMarker !== undefined);

        const rest = await all(scan({ marker: nextMarker }));

        expect(rest.flatMap(page => page.roles)).toEqual(
          pages.slice(stop + 1).flatMap(page => page.roles),
        );
        expect(sum(rest.map(page => page.others))).toBe(
          sum(pages.slice(stop + 1).map(page => page.others)),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('takes one call per thousand roles or policies, and two per policy of AWS for all accounts', async () => {
    size = { nodeRoles: 600, otherRoles: 1_500, policies: 1_100 };
    const cache = createTaskCache();
    const accounts = testAccounts();

    for (const id of [DEVELOPMENT, PRODUCTION]) {
      const of = await accounts.get(id);
      const [{ roles }] = await all(scan({ cache }, of));
      expect(roleOfArn(roles[0].role.arn)?.accountId).toBe(id);
    }

    expect(counted(calls())).toEqual({
      GetAccountAuthorizationDetails: 2 * (3 + 2),
      GetPolicy: 2,
      GetPolicyVersion: 2,
    });
  });

  it('does not keep pages that were read', async () => {
    size = { nodeRoles: 2_000 };
    pageSize = () => 50;
    const used: number[] = [];

    for await (const { nextMarker } of scan()) {
      if (used.length === 0 || !nextMarker) {
        await collectGarbage();
        used.push(process.memoryUsage().heapUsed);
      }
    }

    // The pages take 6 MB.
    expect(used[1] - used[0]).toBeLessThan(3_000_000);
  });

  it('leaves the policies of AWS unread that the account may not read', async () => {
    proxy.answer(async call =>
      call.operation === 'GetPolicy' ? accessDenied(call) : undefined,
    );
    pageSize = () => 10;

    const pages = await all(scan());

    const roles = pages.flatMap(page => page.roles);
    expect(roles).toHaveLength(40);
    expect(
      roles.flatMap(({ otherPolicies = [] }) => otherPolicies),
    ).not.toContainEqual(expect.objectContaining({ arn: CORE }));
    expect(counted(calls()).GetPolicy).toBe(2);
  });

  it('reads a policy of AWS itself if an account that shares the load may not', async () => {
    const cache = createTaskCache();
    proxy.answer(async call =>
      call.operation === 'GetPolicy' && call.accessKeyId === 'denied'
        ? accessDenied(call)
        : undefined,
    );

    const [denied, allowed] = await Promise.all(
      ['denied', 'allowed'].map(key => all(scan({ cache }, connect(key)))),
    );

    const core = expect.objectContaining({ arn: CORE });
    expect(denied[0].roles[0].otherPolicies).not.toContainEqual(core);
    expect(allowed[0].roles[0].otherPolicies).toContainEqual(core);
  });

  it('fails with the error of IAM, after the pages that it had yielded', async () => {
    pageSize = () => 10;
    let left = 3;
    proxy.answer(async call =>
      call.operation === 'GetAccountAuthorizationDetails' && left-- <= 0
        ? awsError(call, { status: 400, code: 'Throttling' })
        : undefined,
    );
    const pages: RolePage[] = [];
    const failed = await failure(async () => {
      for await (const page of scan()) {
        pages.push(page);
      }
    });

    expect(awsFault(failed)).toMatchObject({
      kind: 'failed',
      code: 'Throttling',
    });
    expect(pages).toHaveLength(2);

    proxy.answer();
    const rest = await all(scan({ marker: pages[1].nextMarker }));
    expect(
      [...pages, ...rest].flatMap(page => page.roles.map(one => one.role.arn)),
    ).toHaveLength(40);
  });

  it('says which permission is missing', async () => {
    proxy.answer(async call => accessDenied(call));

    expect(awsFault(await failure(() => all(scan())))).toMatchObject({
      kind: 'refused',
      hint: 'The portal’s AWS credentials lack the permission iam:GetAccountAuthorizationDetails.',
    });
  });

  it('tells a refused marker from other errors', async () => {
    const refused = await failure(() => all(scan({ marker: 'of yesterday' })));
    proxy.answer(async call => accessDenied(call));
    const denied = await failure(() => all(scan({ marker: 'of yesterday' })));

    expect([refused, denied].map(isMarkerRefused)).toEqual([true, false]);
  });

  it('makes no more calls once it is stopped', async () => {
    pageSize = () => 10;
    const controller = new AbortController();
    const aborted = scan({ signal: controller.signal });
    const left = scan();
    await aborted.next();
    await left.next();
    proxy.calls();

    controller.abort(new Error('shutting down'));
    await left.return();

    await expect(aborted.next()).rejects.toThrow('shutting down');
    expect(await left.next()).toEqual({ done: true, value: undefined });
    expect(calls()).toEqual([]);
  });

  it('does not wait for a call once it is aborted', async () => {
    const controller = new AbortController();
    proxy.answer(async () => {
      controller.abort();
      return 'reset';
    });

    await expect(
      all(scan({ signal: controller.signal })),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls()).toHaveLength(1);
  });
});

function inTurn(list: readonly number[]): () => number {
  let next = 0;
  return () => list[next++ % list.length];
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) {
    list.push(item);
  }
  return list;
}

function failure(run: () => Promise<unknown>): Promise<unknown> {
  return run().then(
    () => undefined,
    error => error,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function counted(list: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of list) {
    counts[one] = (counts[one] ?? 0) + 1;
  }
  return counts;
}
