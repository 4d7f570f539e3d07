import {
  EC2Client,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { LocalAws, startLocalAws } from 'local-aws';
import {
  attachByHand,
  makeProfile,
  profilesOf,
  runInstances,
} from '../__testUtils__/instances';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { attachInstanceProfile, AttachOptions } from './attachInstanceProfile';
import { Attachment, describeAttachment } from './Attachment';

jest.setTimeout(300_000);

const REGION = 'us-east-1';
const UNKNOWN = 'i-00000000000000000';

describe('attachInstanceProfile', () => {
  let aws: LocalAws;
  let restoreEnv: () => void;
  let account: AwsAccount;
  let ec2: EC2Client;
  let web: string;

  beforeAll(async () => {
    aws = await startLocalAws();
    restoreEnv = useLocalAws(aws);
  });

  beforeEach(async () => {
    await aws.reset();
    account = await testAccounts().get();
    ec2 = account.ec2(REGION);
    web = await makeProfile(account.iam, 'web');
  });

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  const attach = (
    selection: AttachOptions['selection'],
    options: Partial<AttachOptions> = {},
  ) =>
    attachInstanceProfile({
      account,
      region: REGION,
      instanceProfileArn: web,
      selection,
      ...options,
    });
  const outcomes = (attachments: Attachment[]) =>
    attachments.map(({ outcome }) => outcome);

  it('attaches the profile to the named instances and reports each', async () => {
    const [first, other, second] = await runInstances(ec2, 3);

    const attachments = await attach({ instanceIds: [first, second] });

    expect(attachments).toEqual(
      [first, second].map(instanceId => ({
        instanceId,
        name: 'payments-server',
        state: 'running',
        before: undefined,
        after: web,
        outcome: 'attached',
      })),
    );
    expect(await profilesOf(ec2)).toEqual({ [first]: web, [second]: web });
    expect(await profilesOf(ec2)).not.toHaveProperty(other);
  });

  it('attaches the profile only to instances with the tags', async () => {
    const payments = await runInstances(ec2, 3, 'payments');
    await runInstances(ec2, 2, 'orders');

    await attach({ tags: { service: 'payments', Name: 'payments-server' } });
    expect(Object.keys(await profilesOf(ec2)).sort()).toEqual(payments.sort());

    expect(await attach({ tags: { service: 'search' } })).toEqual([]);
  });

  it('changes nothing if the instances already have the profile', async () => {
    const instanceIds = await runInstances(ec2, 2);
    await attach({ instanceIds });

    const again = await attach({ instanceIds });

    expect(outcomes(again)).toEqual(['unchanged', 'unchanged']);
    expect(again[0]).toMatchObject({ before: web, after: web });
  });

  it('keeps another profile, unless replace is set', async () => {
    const theirs = await makeProfile(account.iam, 'theirs', { ours: false });
    const [id] = await runInstances(ec2, 1);
    await attachByHand(ec2, id, theirs);

    expect(await attach({ instanceIds: [id] })).toEqual([
      expect.objectContaining({
        outcome: 'refused',
        before: theirs,
        after: theirs,
        reason: expect.stringContaining('replace: true'),
      }),
    ]);
    expect(await profilesOf(ec2)).toEqual({ [id]: theirs });

    const [replaced] = await attach({ instanceIds: [id] }, { replace: true });
    expect(replaced).toMatchObject({
      outcome: 'replaced',
      before: theirs,
      after: web,
    });
    expect(await profilesOf(ec2)).toEqual({ [id]: web });
  });

  it('also replaces on a stopped instance', async () => {
    const theirs = await makeProfile(account.iam, 'theirs');
    const [id] = await runInstances(ec2, 1);
    await attachByHand(ec2, id, theirs);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));

    const attachments = await attach({ instanceIds: [id] }, { replace: true });

    expect(attachments).toMatchObject([
      { state: 'stopped', outcome: 'replaced' },
    ]);
    expect(await profilesOf(ec2)).toEqual({ [id]: web });
  });

  it('reports terminated and unknown instances, and continues', async () => {
    const [terminated, running] = await runInstances(ec2, 2);
    await ec2.send(
      new TerminateInstancesCommand({ InstanceIds: [terminated] }),
    );

    const attachments = await attach({
      instanceIds: [terminated, UNKNOWN, running],
    });

    const descriptions = attachments.map(describeAttachment);
    expect(descriptions).toHaveLength(3);
    expect(descriptions).toEqual(
      expect.arrayContaining([
        `Refused on ${terminated} (payments-server): it is terminated, so nothing can be attached to it any more`,
        `Attached web to ${running} (payments-server)`,
        `Failed on ${UNKNOWN}: there is no such instance in us-east-1: check the id, the account and the region`,
      ]),
    );
    expect(await attach({ tags: { service: 'payments' } })).toHaveLength(1);
  });

  it('only reports the plan in a dry run', async () => {
    const theirs = await makeProfile(account.iam, 'theirs');
    const [bare, other] = await runInstances(ec2, 2);
    await attachByHand(ec2, other, theirs);
    const instanceIds = [bare, other, UNKNOWN];

    const planned = await attach(
      { instanceIds },
      { dryRun: true, replace: true },
    );

    expect(outcomes(planned)).toEqual(['attached', 'replaced', 'failed']);
    expect(await profilesOf(ec2)).toEqual({ [other]: theirs });
  });

  it('completes the rest in a second run', async () => {
    const instanceIds = await runInstances(ec2, 4);
    await attach({ instanceIds: instanceIds.slice(0, 2) });

    expect(outcomes(await attach({ instanceIds }))).toEqual([
      'unchanged',
      'unchanged',
      'attached',
      'attached',
    ]);
  });

  it('reads all pages of instances', async () => {
    // moto's pages have 100 reservations, and 100 associations.
    const ids = (
      await Promise.all(Array.from({ length: 102 }, () => runInstances(ec2, 1)))
    ).flat();

    const byTag = await attach({ tags: { service: 'payments' } });
    expect(new Set(byTag.map(({ instanceId }) => instanceId))).toEqual(
      new Set(ids),
    );
    expect(new Set(outcomes(byTag))).toEqual(new Set(['attached']));

    const byId = await attach({ instanceIds: ids });
    expect(byId).toHaveLength(102);
    expect(new Set(outcomes(byId))).toEqual(new Set(['unchanged']));
  });

  it('works only in the requested region', async () => {
    const [id] = await runInstances(account.ec2('eu-west-1'), 1);

    expect(outcomes(await attach({ instanceIds: [id] }))).toEqual(['failed']);
    expect(
      outcomes(await attach({ instanceIds: [id] }, { region: 'eu-west-1' })),
    ).toEqual(['attached']);
  });
});
