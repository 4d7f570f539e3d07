import { EC2Client } from '@aws-sdk/client-ec2';
import {
  accessDenied,
  Answering,
  awsError,
  AwsProxy,
  clientConfig,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import {
  attachByHand,
  makeProfile,
  profilesOf,
  runInstances,
} from '../__testUtils__/instances';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { attachInstanceProfile, AttachOptions } from './attachInstanceProfile';

jest.setTimeout(300_000);

const ASSOCIATE = 'AssociateIamInstanceProfile';
const LOOK = 'DescribeIamInstanceProfileAssociations';

describe('attachInstanceProfile with AWS faults and delays', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  /** Bypasses the proxy. */
  let ec2: EC2Client;
  let account: AwsAccount;
  let web: string;
  let theirs: string;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    const env = { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint };
    restoreEnv = useLocalAws({ ...aws, env });
    ec2 = new EC2Client(clientConfig(aws.env));
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    account = await testAccounts().get();
    web = await makeProfile(account.iam, 'web');
    theirs = await makeProfile(account.iam, 'theirs');
    proxy.calls();
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  const attach = (
    instanceIds: string[],
    options: Partial<AttachOptions> = {},
  ) =>
    attachInstanceProfile({
      account,
      region: 'us-east-1',
      instanceProfileArn: web,
      selection: { instanceIds },
      ...options,
    });
  const times = (operation: string) =>
    proxy.calls().filter(call => call.operation === operation).length;

  /**
   * Overrides the answer of one operation; receives how often it was called
   * before.
   */
  const answer = (
    operation: string,
    how: (
      before: number,
      ...args: Parameters<Answering>
    ) => ReturnType<Answering>,
  ) => {
    let before = 0;
    return proxy.answer((call, pass) =>
      call.operation === operation ? how(before++, call, pass) : pass(),
    );
  };

  /** Forwards a call and marks its answer as still in progress. */
  const associating = async (pass: Parameters<Answering>[1]) => {
    const { headers, statusCode, rawBody } = await pass();
    const text = Buffer.from(rawBody ?? []).toString();
    return {
      statusCode,
      headers: { 'content-type': headers?.['content-type'] },
      body: text.replace(/>associated</g, '>associating<'),
    };
  };

  /** EC2's answer for a profile that it does not know yet. */
  const invalidProfile: Parameters<typeof answer>[1] = async (_, call) =>
    awsError(call, {
      status: 400,
      code: 'InvalidParameterValue',
      message: `Value (${web}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
    });

  it('retries while EC2 does not see the new profile', async () => {
    const [id] = await runInstances(ec2, 1);
    answer(ASSOCIATE, (before, call, pass) =>
      before < 2 ? invalidProfile(before, call, pass) : pass(),
    );

    expect(await attach([id])).toMatchObject([{ outcome: 'attached' }]);
    expect(times(ASSOCIATE)).toBe(3);
  });

  it('reports EC2’s message if EC2 never sees the profile', async () => {
    const ids = await runInstances(ec2, 2);
    answer(ASSOCIATE, invalidProfile);

    expect(await attach(ids, { patience: 300 })).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('Invalid IAM') },
      { outcome: 'failed', after: undefined },
    ]);
  });

  it('waits until the profile is associated, with one call for all instances', async () => {
    const ids = await runInstances(ec2, 5);
    let polls = 0;
    proxy.answer(async ({ operation }, pass) => {
      const isEarly =
        operation === ASSOCIATE || (operation === LOOK && polls++ < 3);
      return isEarly ? associating(pass) : pass();
    });

    const attachments = await attach(ids);

    expect(attachments.map(({ outcome }) => outcome)).toEqual(
      ids.map(() => 'attached'),
    );
    // The first poll was before the association began and could not have ended
    // it.
    expect(times(LOOK)).toBe(4);
  });

  it('does not report it as attached if it takes too long', async () => {
    const [id] = await runInstances(ec2, 1);
    proxy.answer(({ operation }, pass) =>
      [ASSOCIATE, LOOK].includes(operation) ? associating(pass) : pass(),
    );

    expect(await attach([id], { patience: 300 })).toMatchObject([
      {
        outcome: 'failed',
        reason: expect.stringMatching(
          /did not complete it in time.*Run this again/,
        ),
      },
    ]);
  });

  it('reports which instances it could not wait for, and why', async () => {
    const [id] = await runInstances(ec2, 1);
    proxy.answer(async (call, pass) => {
      if (call.operation === ASSOCIATE) {
        proxy.answer(async later => accessDenied(later));
        return associating(pass);
      }
      return pass();
    });

    expect(await attach([id])).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining(`ec2:${LOOK}`) },
    ]);
  });

  it('continues with the other instances if one is refused', async () => {
    const ids = await runInstances(ec2, 3);
    answer(ASSOCIATE, async (before, call, pass) =>
      before === 0 ? accessDenied(call) : pass(),
    );

    const attachments = await attach(ids);

    expect(attachments.map(({ outcome }) => outcome).sort()).toEqual([
      'attached',
      'attached',
      'failed',
    ]);
    expect(
      attachments.find(({ outcome }) => outcome === 'failed')?.reason,
    ).toMatch(/lack the permission ec2:AssociateIamInstanceProfile/);
  });

  it('decides again if another profile is attached in the meantime', async () => {
    const [id] = await runInstances(ec2, 1);
    answer(ASSOCIATE, async (_, __, pass) => {
      await attachByHand(ec2, id, theirs);
      return pass();
    });

    expect(await attach([id])).toMatchObject([
      { outcome: 'refused', before: theirs },
    ]);
    expect(await profilesOf(ec2)).toEqual({ [id]: theirs });
  });

  it('succeeds if two runs attach the same profile concurrently', async () => {
    const ids = await runInstances(ec2, 5);

    const runs = await Promise.all([attach(ids), attach(ids)]);

    for (const { outcome } of runs.flat()) {
      expect(['attached', 'unchanged']).toContain(outcome);
    }
    expect(new Set(Object.values(await profilesOf(ec2)))).toEqual(
      new Set([web]),
    );
  });

  it('reports a replacement in the meantime instead of success', async () => {
    const [id] = await runInstances(ec2, 1);
    answer(ASSOCIATE, async (_, __, pass) => {
      const answered = await associating(pass);
      await attach([id], { instanceProfileArn: theirs, replace: true });
      return answered;
    });

    expect(await attach([id])).toMatchObject([
      {
        outcome: 'failed',
        reason: expect.stringContaining('theirs was attached in the meantime'),
      },
    ]);
  });

  it('stops between calls when cancelled, and reports its progress', async () => {
    const ids = await runInstances(ec2, 30);
    const cancel = new AbortController();
    answer(ASSOCIATE, async (before, _, pass) => {
      if (before === 3) {
        cancel.abort();
      }
      return pass();
    });

    await expect(attach(ids, { signal: cancel.signal })).rejects.toThrow(
      expect.objectContaining({
        name: 'CancelledError',
        message: expect.stringMatching(
          /^Cancelled\. Done: nothing\. Started, not waited for: Attached web to i-.*Not begun: i-/,
        ),
      }),
    );

    const attached = Object.keys(await profilesOf(ec2)).length;
    expect(attached).toBeGreaterThanOrEqual(4);
    expect(attached).toBeLessThan(30);
    expect(times(ASSOCIATE)).toBe(attached);
  });

  it('does nothing if it was already cancelled', async () => {
    const ids = await runInstances(ec2, 2);

    await expect(attach(ids, { signal: AbortSignal.abort() })).rejects.toThrow(
      /^Cancelled\. Done: nothing\..*Not begun: i-.*; i-/,
    );
    expect(await profilesOf(ec2)).toEqual({});
  });

  it('runs at most ten calls concurrently', async () => {
    const ids = await runInstances(ec2, 40);
    let underWay = 0;
    let most = 0;
    proxy.answer(async (_, pass) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const answered = await pass();
      underWay -= 1;
      return answered;
    });

    await attach(ids);

    expect(most).toBeLessThanOrEqual(10);
    expect(most).toBeGreaterThan(1);
  });

  it('fails if AWS does not list the instances', async () => {
    answer('DescribeInstances', async (_, call) => accessDenied(call));

    await expect(attach(['i-00000000000000000'])).rejects.toThrow(
      /lack the permission ec2:DescribeInstances/,
    );
  });
});
