import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  asList,
  describeStatementChange,
  describeStatementDone,
  logAccess,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import { accessDenied } from 'local-aws';
import { BUCKET, ROLE, useAuditBucket } from '../__testUtils__/auditBucket';
import { PRODUCTION } from '../__testUtils__/testAccounts';
import { LogAccessOptions, planLogAccess } from './grantLogAccess';

jest.setTimeout(300_000);

const theirs: PolicyStatement = {
  Sid: 'Theirs',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: `arn:aws:s3:::${BUCKET}/*`,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

describe('grantLogAccess', () => {
  const audit = useAuditBucket();

  it('adds the role’s statements to both policies, and changes nothing the second time', async () => {
    const keyBefore = await audit.keyPolicy();

    const changes = await audit.grant();

    expect(changes.map(describeStatementChange)).toEqual([
      expect.stringMatching(
        /^Add statement SessionLogs\w{12} to the policy of bucket audit-session-logs$/,
      ),
      expect.stringMatching(/^Add statement SessionLogsEncryption\w{12} to/),
      expect.stringMatching(
        /^Add statement SessionLogsKey\w{12} to the policy of key [\w-]+$/,
      ),
    ]);
    const access = logAccess(audit.specOf());
    expect(await audit.bucketPolicy()).toEqual({
      Version: '2012-10-17',
      Statement: access?.bucketPolicy.wanted,
    });
    expect(await audit.keyPolicy()).toEqual({
      ...keyBefore,
      Statement: [
        ...asList(keyBefore?.Statement),
        ...(access?.keyPolicy?.wanted ?? []),
      ],
    });
    audit.proxy.calls();

    expect(await audit.grant()).toEqual([]);
    expect(audit.writes()).toEqual([]);
  });

  it('only plans in a dry run, even for a role that does not exist yet', async () => {
    await audit.deleteRole();

    const changes = await audit.grant({ dryRun: true });

    expect(changes).toHaveLength(3);
    expect(audit.writes()).toEqual([]);
    expect(await audit.bucketPolicy()).toBeUndefined();
  });

  it('plans each policy even if the other cannot be read', async () => {
    const { owner } = audit;
    const spec = audit.specOf();
    const refuse = (refused: RegExp) =>
      audit.proxy.answer(async (call, pass) =>
        refused.test(call.operation) ? accessDenied(call) : pass(),
      );
    const plan = async () =>
      (await planLogAccess({ spec, owner })).map(part => [
        part.resource,
        'changes' in part ? part.changes.length : part.error.name,
      ]);
    expect(await plan()).toEqual([
      ['bucket-policy-statement', 2],
      ['key-policy-statement', 1],
    ]);
    refuse(/^GetKeyPolicy$/);
    expect(await plan()).toEqual([
      ['bucket-policy-statement', 2],
      ['key-policy-statement', 'NotAllowedError'],
    ]);
    refuse(/^GetBucketPolicy$/);
    expect(await plan()).toEqual([
      ['bucket-policy-statement', 'NotAllowedError'],
      ['key-policy-statement', 1],
    ]);
    expect(audit.writes()).toEqual([]);
  });

  it('removes its statements, and the bucket policy with the last one', async () => {
    const keyBefore = await audit.keyPolicy();
    await audit.grant();

    const changes = await audit.grant({ revoke: true });

    expect(changes.map(({ kind }) => kind)).toEqual(Array(3).fill('delete'));
    expect(await audit.bucketPolicy()).toBeUndefined();
    expect(await audit.keyPolicy()).toEqual(keyBefore);
    expect(await audit.grant({ revoke: true })).toEqual([]);
  });

  it('also revokes if the role was deleted', async () => {
    await audit.grant();
    await audit.deleteRole();

    await audit.grant({ revoke: true });

    expect(await audit.bucketPolicy()).toBeUndefined();
  });

  it('preserves the statements of others, the Id and the version', async () => {
    const before = { Version: '2008-10-17', Id: 'Audit', Statement: [theirs] };
    await audit.putBucketPolicy(before);

    await audit.grant();
    expect(await audit.bucketPolicy()).toMatchObject({
      ...before,
      Statement: [theirs, expect.anything(), expect.anything()],
    });

    await audit.grant({ revoke: true });
    expect(await audit.bucketPolicy()).toEqual(before);
  });

  it('follows a change of the prefix, and omits the encryption check', async () => {
    await audit.grant();

    const changes = await audit.grant({
      spec: {
        ...audit.specOf({
          bucket: BUCKET,
          prefix: 'new',
          bucketOwner: PRODUCTION,
        }),
        checkEncryption: false,
      },
    });

    expect(changes.map(({ kind }) => kind)).toEqual(['update', 'delete']);
    expect(asList((await audit.bucketPolicy())?.Statement)).toEqual([
      expect.objectContaining({ Resource: `arn:aws:s3:::${BUCKET}/new/*` }),
    ]);
  });

  describe('refuses and writes nothing', () => {
    const refusal = async (options: Partial<LogAccessOptions> = {}) => {
      const error = await audit.grant(options).catch(reason => reason);
      expect(audit.writes()).toEqual([]);
      return error;
    };

    it('if a statement with its Sid is not the role’s', async () => {
      const [wanted] = logAccess(audit.specOf())?.bucketPolicy.wanted ?? [];
      await audit.putBucketPolicy({
        Version: '2012-10-17',
        Statement: [{ ...wanted, Principal: { AWS: PRODUCTION } }],
      });

      expect(await refusal()).toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          /^In the policy of bucket audit-session-logs, a statement that is not arn:aws:iam::111122223333:role\/payments-session-role's has the Sid SessionLogs\w{12}: /,
        ),
      });
    });

    it('if the bucket policy would exceed S3’s limit', async () => {
      await audit.putBucketPolicy({
        Version: '2012-10-17',
        Statement: [{ ...theirs, Sid: 'x'.repeat(20_000) }],
      });

      expect((await refusal()).message).toMatch(
        /policy of bucket audit-session-logs would have 2\d{4} bytes, but the limit is 20480/,
      );
    });

    it('if the key policy would exceed KMS’s limit', async () => {
      await audit.kms.send(
        new PutKeyPolicyCommand({
          KeyId: audit.kmsKeyArn,
          PolicyName: 'default',
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ ...theirs, Sid: 'é'.repeat(16_300) }],
          }),
        }),
      );

      expect((await refusal()).message).toMatch(/but the limit is 32768/);
    });

    it('if the role does not exist, or has another path', async () => {
      await audit.deleteRole();
      expect(await refusal()).toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(
          /^Account 111122223333 has no role \/payments-session-role: create it/,
        ),
      });

      await audit.makeRole(ROLE, '/team/');
      audit.proxy.calls();
      expect((await refusal()).message).toMatch(/has no role/);
    });

    it('if the role’s own account owns the bucket', async () => {
      expect(
        await refusal({ spec: audit.specOf({ bucket: BUCKET }) }),
      ).toMatchObject({ name: 'InputError' });
    });

    it('if the bucket or the key does not exist', async () => {
      expect(
        await refusal({
          spec: audit.specOf({ bucket: 'nowhere', bucketOwner: PRODUCTION }),
        }),
      ).toMatchObject({ name: 'NotFoundError', code: 'NoSuchBucket' });
      expect(
        await refusal({
          spec: audit.specOf({
            bucket: BUCKET,
            bucketOwner: PRODUCTION,
            kmsKeyArn: `arn:aws:kms:us-east-1:${PRODUCTION}:key/none`,
          }),
        }),
      ).toMatchObject({ name: 'NotFoundError' });
    });

    it('if it is cancelled', async () => {
      expect(await refusal({ signal: AbortSignal.abort() })).toMatchObject({
        name: 'CancelledError',
      });
    });
  });

  it('reports each change when it is written', async () => {
    const reported: string[] = [];

    const changes = await audit.grant({
      onChange: change => reported.push(describeStatementDone(change)),
    });

    expect(reported.sort()).toEqual(changes.map(describeStatementDone).sort());
  });
});
