import { demoFleet } from 'local-aws';
import { useDemoFleet } from '../__testUtils__/demoFleet';
import { testAccounts } from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { listNodes } from './listNodes';
import { listTaggedNodes } from './listTaggedNodes';

jest.setTimeout(120_000);

const REGION = 'us-east-1';
const PROFILE = `arn:aws:iam::${demoFleet.accounts.development}:instance-profile/session-manager/payments-session-role`;

describe('the nodes of a region', () => {
  const aws = useDemoFleet();
  let account: AwsAccount;

  beforeAll(async () => {
    account = await testAccounts().get();
  });

  const byProfile = () =>
    listNodes(account, REGION, { instanceProfileArns: [PROFILE] });

  it('have their names, which are read in one call', async () => {
    aws.calls();

    const { nodes } = await byProfile();

    expect(nodes.map(({ name }) => name).sort()).toEqual([
      'payments-1',
      'payments-2',
      'payments-3',
    ]);
    expect(aws.calls()).toEqual([
      'DescribeIamInstanceProfileAssociations',
      'DescribeInstanceInformation',
      'DescribeInstances',
    ]);
  });

  it('are listed without names if EC2 denies access to the tags', async () => {
    aws.refuse('DescribeInstances');

    const { nodes, count } = await byProfile();

    expect(count).toBe(3);
    expect(nodes.map(({ seen }) => seen?.ping)).toEqual([
      'online',
      'online',
      'online',
    ]);
    expect(nodes.filter(({ name }) => name)).toEqual([]);
  });

  it('are found by their tag, in one call', async () => {
    const { nodes } = await byProfile();
    aws.calls();

    const tagged = await listTaggedNodes(account, REGION, {
      key: 'backstage.io/entity-ref',
      value: 'component:default/payments',
    });

    expect(tagged.isComplete).toBe(true);
    expect(tagged.nodeIds.sort()).toEqual(
      nodes.map(({ instanceId }) => instanceId),
    );
    expect(aws.calls()).toEqual(['DescribeInstanceInformation']);
  });
});
