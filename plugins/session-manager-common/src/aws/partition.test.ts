import { documents } from '../documents/documents';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import {
  isRegionOf,
  partitionFacts,
  partitionOfRegion,
  partitions,
  roleConsoleUrl,
  s3AsService,
} from './partition';

/** The expected facts of each partition, and where they are used. */
const TABLE: Record<
  string,
  { console: string; principal: string; s3: string | string[] }
> = {
  aws: {
    console: 'https://console.aws.amazon.com',
    principal: 'ec2.amazonaws.com',
    s3: 's3.us-east-1.amazonaws.com',
  },
  'aws-cn': {
    console: 'https://cn-north-1.console.amazonaws.cn',
    principal: 'ec2.amazonaws.com.cn',
    s3: ['s3.cn-north-1.amazonaws.com.cn', 's3.cn-north-1.amazonaws.com'],
  },
  'aws-us-gov': {
    console: 'https://us-gov-west-1.console.amazonaws-us-gov.com',
    principal: 'ec2.amazonaws.com',
    s3: 's3.us-gov-west-1.amazonaws.com',
  },
  'aws-eusc': {
    console: 'https://eusc-de-east-1.console.amazonaws-eusc.eu',
    principal: 'ec2.amazonaws.com',
    s3: ['s3.eusc-de-east-1.amazonaws.eu', 's3.eusc-de-east-1.amazonaws.com'],
  },
};

describe('partitions', () => {
  it('are all in the table', () => {
    expect(partitions).toEqual(Object.keys(TABLE));
  });

  describe.each(Object.entries(TABLE))('%s', (partition, expected) => {
    const { iamRegion } = partitionFacts(partition);
    const account = { partition, accountId: '111122223333' };
    const key = (owner: string) =>
      `arn:${partition}:kms:${iamRegion}:${owner}:key/1234abcd`;
    const spec = (target: 'ec2' | 'hybrid') =>
      resolveRoleSpec(
        {
          roleName: 'web',
          target,
          policyStyle: 'least-privilege',
          kmsKeyArn: key(account.accountId),
          s3: {
            bucket: 'logs',
            bucketOwner: '444455556666',
            kmsKeyArn: key('444455556666'),
          },
          cloudWatchLogs: { logGroup: '/ssm/sessions' },
          permissionsBoundaryArn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess`,
        },
        account,
      );

    it('has its own console', () => {
      expect(roleConsoleUrl(partition, 'we+b')).toBe(
        `${expected.console}/iam/home#/roles/details/we%2Bb`,
      );
    });

    it('has its own principal of EC2, and the common one of Systems Manager', () => {
      expect(documents(spec('ec2')).trust.Statement).toMatchObject([
        { Principal: { Service: expected.principal } },
      ]);
      expect(documents(spec('hybrid')).trust.Statement).toMatchObject([
        {
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: {
            ArnLike: {
              'aws:SourceArn': `arn:${partition}:ssm:*:111122223333:*`,
            },
          },
        },
      ]);
    });

    it('is in every ARN of the documents', () => {
      const text = JSON.stringify([
        documents(spec('ec2')),
        documents(spec('hybrid')),
        documents({ ...spec('ec2'), policyStyle: 'documented' }),
      ]);

      const arns = text.match(/arn:[^:]*/g) ?? [];

      expect(arns.length).toBeGreaterThan(20);
      expect(new Set(arns)).toEqual(new Set([`arn:${partition}`]));
    });

    it('has the documented name of S3 for KMS', () => {
      const { permissions, keyPolicyStatements } = documents(spec('ec2'));
      const condition = {
        Condition: { StringEquals: { 'kms:ViaService': expected.s3 } },
      };

      expect(s3AsService(partition, iamRegion)).toEqual(expected.s3);
      expect(permissions.Statement).toContainEqual(
        expect.objectContaining({ Sid: 'BucketKey', ...condition }),
      );
      expect(keyPolicyStatements).toMatchObject([condition]);
    });

    it('has its own regions only', () => {
      const home = partitions.filter(other => isRegionOf(other, iamRegion));
      expect(home).toEqual([partition]);
      expect(partitionOfRegion(iamRegion)).toBe(partition);
    });
  });

  it('rejects unknown partitions by name', () => {
    expect(() => partitionFacts('aws-mars')).toThrow('"aws-mars" is not known');
    expect(() => partitionOfRegion('us-mars-1')).toThrow('no known partition');
  });
});
