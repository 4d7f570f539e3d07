import {
  logAccess,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import { AwsAnswer, awsError } from 'local-aws';
import { BUCKET, useAuditBucket } from '../__testUtils__/auditBucket';
import { bucketPolicy } from './bucketPolicy';
import { convergePolicy } from './convergePolicy';

jest.setTimeout(300_000);

const OURS = [
  expect.stringMatching(/^SessionLogs\w{12}$/),
  expect.stringMatching(/^SessionLogsEncryption\w{12}$/),
];

const INVALID_PRINCIPAL = 'Invalid principal in policy';
const PUBLIC =
  'User: arn:aws:sts::444455556666:assumed-role/portal/x is not authorized to perform: s3:PutBucketPolicy on resource: arn:aws:s3:::audit-session-logs because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';

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

  describe('if another writer changes the policy concurrently', () => {
    const read = 'GetBucketPolicy';
    const wrote = (operation: string) => operation.startsWith('PUT');

    it('keeps changes made after planning', async () => {
      let planned = false;
      audit.proxy.answer(async ({ operation }, pass) => {
        const answer = await pass();
        if (operation === read && !planned) {
          planned = true;
          await audit.putBucketPolicy({ Statement: [theirs] });
        }
        return answer;
      });

      await audit.grant({ spec: audit.withoutKey() });

      expect(await audit.sids()).toEqual(['Theirs', ...OURS]);
    });

    it('adds its statements again, and keeps the other writer’s change', async () => {
      const onRace = jest.fn();
      let undone = 0;
      audit.proxy.answer(async ({ operation }, pass) => {
        const answer = await pass();
        if (wrote(operation) && undone < 2) {
          undone += 1;
          await audit.putBucketPolicy({
            Statement: [{ ...theirs, Sid: `Theirs${undone}` }],
          });
        }
        return answer;
      });

      const changes = await audit.grant({ onRace, spec: audit.withoutKey() });

      expect(await audit.sids()).toEqual(['Theirs2', ...OURS]);
      expect(onRace).toHaveBeenCalledTimes(2);
      expect(onRace).toHaveBeenCalledWith(
        'the policy of bucket audit-session-logs',
      );
      expect(changes).toHaveLength(2);
    });

    it('also detects a later removal', async () => {
      let written = false;
      let reads = 0;
      audit.proxy.answer(async ({ operation }, pass) => {
        const answer = await pass();
        written ||= wrote(operation);
        if (operation === read && written) {
          reads += 1;
          if (reads === 1) {
            await audit.putBucketPolicy({ Statement: [theirs] });
          }
        }
        return answer;
      });

      await audit.grant({ spec: audit.withoutKey() });

      expect(await audit.sids()).toEqual(['Theirs', ...OURS]);
    });

    it('gives up with an error if it never ends', async () => {
      let times = 0;
      audit.proxy.answer(async ({ operation }, pass) => {
        const answer = await pass();
        if (wrote(operation)) {
          times += 1;
          await audit.putBucketPolicy({
            Statement: [{ ...theirs, Sid: `Theirs${times}` }],
          });
        }
        return answer;
      });

      await expect(
        audit.grant({ spec: audit.withoutKey() }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          /^Someone else keeps changing the policy of bucket audit-session-logs/,
        ),
      });
      expect(await audit.sids()).toEqual([`Theirs${times}`]);
    });

    it('waits until reads are no longer stale', async () => {
      let stale: AwsAnswer;
      let staleReads = 0;
      audit.proxy.answer(async ({ operation }, pass) => {
        if (operation === read) {
          if (staleReads > 0) {
            staleReads -= 1;
            return stale;
          }
          stale = await pass();
          return stale;
        }
        if (wrote(operation)) {
          staleReads = 3;
        }
        return pass();
      });

      await audit.grant({ spec: audit.withoutKey() });

      expect(audit.writes()).toHaveLength(1);
    });

    it('merges the roles of several portals into one policy', async () => {
      const names = Array.from({ length: 4 }, (_, index) => `role-${index}`);

      await Promise.all(
        names
          .flatMap(name => logAccess(audit.withoutKey(name)) ?? [])
          .map(access =>
            convergePolicy(
              bucketPolicy(audit.owner, BUCKET),
              access.bucketPolicy,
              { settleMs: 200 },
            ),
          ),
      );

      expect(new Set(await audit.sids()).size).toBe(2 * names.length);
    });

    it('merges many roles into one policy', async () => {
      const names = Array.from({ length: 6 }, (_, index) => `role-${index}`);
      await Promise.all(names.map(name => audit.makeRole(name)));

      await Promise.all(
        names.map(roleName =>
          audit.grant({ spec: audit.withoutKey(roleName) }),
        ),
      );

      expect(await audit.sids()).toHaveLength(2 * names.length);
    });
  });

  describe('if AWS refuses', () => {
    it('names the missing permission and another possible cause', async () => {
      audit.proxy.answer(async (call, pass) =>
        call.operation.startsWith('PUT')
          ? awsError(call, {
              status: 403,
              code: 'AccessDenied',
              message: 'Access Denied',
            })
          : pass(),
      );

      await expect(audit.grant()).rejects.toMatchObject({
        name: 'NotAllowedError',
        code: 'AccessDenied',
        message: expect.stringMatching(
          /lack the permission s3:PutBucketPolicy\. AWS returns the same error if account 444455556666 does not own the bucket audit-session-logs\. Done: Added statement SessionLogsKey\w+ to the policy of key/,
        ),
      });
    });

    it('explains Block Public Access', async () => {
      audit.proxy.answer(async (call, pass) =>
        call.operation.startsWith('PUT')
          ? awsError(call, {
              status: 403,
              code: 'AccessDenied',
              message: PUBLIC,
            })
          : pass(),
      );

      await expect(audit.grant()).rejects.toThrow(
        /The bucket’s owner has to remove the public statement first/,
      );
    });

    it('retries for a role that S3 does not see yet', async () => {
      let refusals = 2;
      audit.proxy.answer(async (call, pass) => {
        if (call.operation.startsWith('PUT') && refusals > 0) {
          refusals -= 1;
          return awsError(call, {
            status: 400,
            code: 'MalformedPolicy',
            message: INVALID_PRINCIPAL,
          });
        }
        return pass();
      });

      await audit.grant({ spec: audit.withoutKey() });

      expect(await audit.sids()).toHaveLength(2);
    });

    it('names a deleted principal that prevents the write', async () => {
      await audit.putBucketPolicy({
        Statement: [{ ...theirs, Principal: { AWS: 'AROAEXAMPLEGONE' } }],
      });
      audit.proxy.answer(async (call, pass) =>
        call.operation.startsWith('PUT')
          ? awsError(call, {
              status: 400,
              code: 'MalformedPolicy',
              message: INVALID_PRINCIPAL,
            })
          : pass(),
      );

      await expect(audit.grant({ spec: audit.withoutKey() })).rejects.toThrow(
        /because it names deleted principals: AROAEXAMPLEGONE/,
      );
    });
  });
});
