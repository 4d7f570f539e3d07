import {
  partitionFacts,
  partitions,
  permissionsPolicy,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { Finding, linters } from 'local-aws';
import { sampleSpecs } from '../__testUtils__/specs';

jest.setTimeout(300_000);

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
const EVERYTHING = {
  roleName: 'web',
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-logs', prefix: 'web' },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
};
const account = { accountId: '111122223333', partition: 'aws' };

async function findingsOf(
  specs: ReadonlyArray<Parameters<typeof permissionsPolicy>[0]>,
): Promise<Finding[][]> {
  return (await linters()).policies(specs.map(permissionsPolicy));
}

describe('parliament', () => {
  it('finds nothing in a least-privilege policy for any spec', async () => {
    const specs = sampleSpecs(10).map(spec => ({
      ...spec,
      policyStyle: 'least-privilege' as const,
    }));

    expect(await findingsOf(specs)).toEqual(specs.map(() => []));
  });

  it('finds nothing in it in any partition that it supports', async () => {
    // parliament 1.6.4 is older than the EU Sovereign Cloud.
    const known = partitions.filter(partition => partition !== 'aws-eusc');
    const specs = known.map(partition =>
      resolveRoleSpec(
        {
          ...EVERYTHING,
          kmsKeyArn: KEY.replace('aws', partition).replace(
            'us-east-1',
            partitionFacts(partition).iamRegion,
          ),
          policyStyle: 'least-privilege',
        } satisfies RoleSpec,
        { ...account, partition },
      ),
    );

    expect(await findingsOf(specs)).toEqual(known.map(() => []));
  });

  it('finds in the documented policy only the * from AWS’s guide', async () => {
    const [found] = await findingsOf([resolveRoleSpec(EVERYTHING, account)]);

    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['RESOURCE_STAR', 'LOW'],
      ['RESOURCE_STAR', 'LOW'],
      ['RESOURCE_STAR', 'LOW'],
    ]);
  });

  it('finds nothing above low in a documented policy for any spec', async () => {
    const specs = sampleSpecs(10).map(spec => ({
      ...spec,
      policyStyle: 'documented' as const,
    }));

    const found = (await findingsOf(specs)).flat();

    expect(found.filter(({ severity }) => severity !== 'LOW')).toEqual([]);
  });
});
