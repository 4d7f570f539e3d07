import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { BuildHandler, MiddlewareStack } from '@aws-sdk/types';
import { mockServices } from '@backstage/backend-test-utils';
import {
  isRegionOf,
  partitionFacts,
  partitions,
  regionSchema,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from './AwsAccounts';

const ACCOUNT = '444455556666';

const HOSTS: Record<string, { iam: string; ec2: string }> = {
  aws: { iam: 'iam.amazonaws.com', ec2: 'ec2.us-east-1.amazonaws.com' },
  'aws-cn': {
    iam: 'iam.cn-north-1.amazonaws.com.cn',
    ec2: 'ec2.cn-north-1.amazonaws.com.cn',
  },
  'aws-us-gov': {
    iam: 'iam.us-gov.amazonaws.com',
    ec2: 'ec2.us-gov-west-1.amazonaws.com',
  },
  'aws-eusc': {
    iam: 'iam.eusc-de-east-1.amazonaws.eu',
    ec2: 'ec2.eusc-de-east-1.amazonaws.eu',
  },
};

/** The host that a call would be sent to; nothing is sent. */
async function hostOf<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  call: () => Promise<unknown>,
): Promise<string> {
  let host = '';
  stack.add(
    (): BuildHandler<Input, Output> => async args => {
      host = (args.request as { hostname: string }).hostname;
      return { output: {} as Output, response: {} };
    },
    { step: 'build', priority: 'low' },
  );
  await call();
  return host;
}

describe('the endpoints of an account', () => {
  const { AWS_ENDPOINT_URL } = process.env;
  beforeEach(() => delete process.env.AWS_ENDPOINT_URL);
  afterEach(() => {
    if (AWS_ENDPOINT_URL) {
      process.env.AWS_ENDPOINT_URL = AWS_ENDPOINT_URL;
    }
  });

  it('are known for every partition', () => {
    expect(Object.keys(HOSTS)).toEqual(partitions);
  });

  it.each(Object.entries(HOSTS))(
    'are those of %s, even if the default region is in another partition',
    async (partition, expected) => {
      const account = await AwsAccounts.fromConfig(
        mockServices.rootConfig({
          data: {
            aws: {
              accounts: [
                { accountId: ACCOUNT, accessKeyId: 'a', secretAccessKey: 'b' },
              ],
            },
            sessionManager: {
              region: 'us-east-1',
              accounts: [{ accountId: ACCOUNT, partition }],
            },
          },
        }),
      ).get(ACCOUNT);
      const { iam } = account;
      const ec2 = account.ec2(account.regions[0]);

      expect({
        iam: await hostOf(iam.middlewareStack, () =>
          iam.send(new GetRoleCommand({ RoleName: 'web' })),
        ),
        ec2: await hostOf(ec2.middlewareStack, () =>
          ec2.send(new DescribeInstancesCommand({})),
        ),
      }).toEqual(expected);
    },
  );
});

/** The partitions that the AWS SDK knows: it exports no list of them. */
function partitionsOfSdk(): Array<{
  id: string;
  outputs: { dnsSuffix: string };
  regions: Record<string, object>;
}> {
  const file = join(
    dirname(require.resolve('@aws-sdk/core/package.json')),
    'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
  );
  const text = readFileSync(file, 'utf8');
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
    .partitions;
}

describe('the table of partitions', () => {
  const known = partitionsOfSdk().filter(({ id }) => partitions.includes(id));
  const regions = known.flatMap(({ id, regions: of }) =>
    Object.keys(of)
      .filter(region => !region.endsWith('-global'))
      .map(region => [region, id] as const),
  );

  it('contains only partitions of the AWS SDK', () => {
    expect(known.map(({ id }) => id).sort()).toEqual([...partitions].sort());
    expect(regions.length).toBeGreaterThan(40);
  });

  it.each(known)('matches the host names of $id', ({ id, outputs }) => {
    expect(partitionFacts(id).dnsSuffix).toBe(outputs.dnsSuffix);
    expect(isRegionOf(id, partitionFacts(id).iamRegion)).toBe(true);
  });

  it.each(regions)('has the region %s only in %s', (region, id) => {
    expect(partitions.filter(other => isRegionOf(other, region))).toEqual([id]);
    expect(regionSchema.safeParse(region).success).toBe(true);
  });

  it.each([
    'us-mars-1',
    'us-east-1a',
    'us-east',
    'us-eest-1',
    'eu-west1',
    'xx-east-1',
    'aws-global',
    'us-iso-east-1',
    'US-EAST-1',
    'us-east-1\n',
    '',
  ])('has no region "%s"', region => {
    expect(partitions.filter(other => isRegionOf(other, region))).toEqual([]);
    expect(regionSchema.safeParse(region).success).toBe(false);
  });

  it('accepts future regions', () => {
    expect(isRegionOf('aws', 'eu-southwest-1')).toBe(true);
    expect(isRegionOf('aws-eusc', 'eusc-de-west-1')).toBe(true);
  });
});
