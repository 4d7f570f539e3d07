import { later } from '../../__testUtils__/later';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ScaffolderService,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import {
  RequestDetails,
  RequestHistoryEntry,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, REGION } from 'local-aws';
import {
  as,
  AUDIT,
  configWith,
  production,
} from '../../__testUtils__/startPortal';
import { Portal, useRequests } from '../../__testUtils__/useRequests';

jest.setTimeout(120_000);

const noScaffolder = createServiceFactory({
  service: scaffolderServiceRef,
  deps: {},
  factory: () =>
    ({
      scaffold: async () => {
        throw new ServiceUnavailableError('not here');
      },
    }) as Partial<ScaffolderService> as ScaffolderService,
});

const LOGS = 'corp-production-logs';

describe('the finished parts in the history', () => {
  const requests = useRequests();

  afterEach(() => jest.useRealTimers());

  const createBucket = async (Bucket: string, accountId: string) => {
    const client = new S3Client({
      ...(await requests.clientConfig(accountId)),
      forcePathStyle: true,
    });
    await client.send(new CreateBucketCommand({ Bucket })).catch(() => {});
  };

  const carryOut = async (
    portal: Portal,
    spec: Parameters<Portal['file']>[0],
  ): Promise<RoleRequest> => {
    const filed = await portal.file(spec);
    await portal.decide(filed, 'approve', as.grace).expect(200);
    await portal.until(filed.id, 'provisioned');
    return filed;
  };

  const done = ({ history }: RequestDetails) =>
    history
      .filter(({ event }) => event === 'done')
      .map(({ parts, unchanged }: RequestHistoryEntry) => ({
        parts,
        unchanged,
      }));

  const withAudit = configWith({}, { accountId: AUDIT, partition: 'aws' });

  it('are only those that were to be done', async () => {
    const portal = await requests.start({ services: [noScaffolder] });
    const filed = await portal.file({ roleName: 'alone' });
    await portal.decide(filed, 'approve', as.grace).expect(200);
    const report = (path: string, body: object) =>
      portal.post(`/requests/${filed.id}/${path}`, body, as.scaffolder);
    await report('claim', { taskId: '1' }).expect(200);
    await report('report', {
      taskId: '1',
      outcome: 'done',
      parts: ['role', 'bucket-policy', 'key-policy'],
    }).expect(200);

    expect(done(await portal.details(filed.id))).toEqual([
      { parts: ['role'], unchanged: undefined },
    ]);
  });

  it('do not include a key policy that needs no statement', async () => {
    await createBucket('audit-own-key', AUDIT);
    const portal = await requests.start({ config: withAudit });
    const { id } = await carryOut(portal, {
      roleName: 'own-key',
      s3: {
        bucket: 'audit-own-key',
        bucketOwner: AUDIT,
        // The key is in the role's own account, so no statement is needed.
        kmsKeyArn: `arn:aws:kms:${REGION}:${production}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    });

    expect(done(await portal.details(id))).toEqual([
      { parts: ['role'], unchanged: undefined },
      { parts: ['bucket-policy'], unchanged: undefined },
    ]);
  });

  it('show if everything was already as approved', async () => {
    await createBucket('audit-again', AUDIT);
    const portal = await requests.start({ config: withAudit });
    const spec = {
      roleName: 'again',
      s3: { bucket: 'audit-again', bucketOwner: AUDIT },
    };
    await carryOut(portal, spec);
    const { id } = await carryOut(portal, spec);

    expect(done(await portal.details(id))).toEqual([
      { parts: [], unchanged: ['role'] },
      { parts: [], unchanged: ['bucket-policy'] },
    ]);
  });

  describe('the outcome of checking sessions', () => {
    beforeAll(async () => {
      await createBucket(LOGS, production);
      const ssm = new SSMClient(await requests.clientConfig());
      await ssm.send(
        new UpdateDocumentCommand({
          Name: demoFleet.preferencesDocument,
          DocumentVersion: '$LATEST',
          DocumentFormat: 'JSON',
          Content: JSON.stringify({
            schemaVersion: '1.0',
            description: 'Logs to a bucket alone',
            sessionType: 'Standard_Stream',
            inputs: { s3BucketName: LOGS, s3EncryptionEnabled: false },
          }),
        }),
      );
      await ssm.send(
        new UpdateDocumentDefaultVersionCommand({
          Name: demoFleet.preferencesDocument,
          DocumentVersion: '2',
        }),
      );
    });

    const checks = ({ history }: RequestDetails) =>
      history.filter(({ event }) => event === 'check');

    it('is immediately that they work', async () => {
      const portal = await requests.start();
      const { id } = await carryOut(portal, {
        roleName: 'logged',
        s3: { bucket: LOGS },
      });
      await portal.untilNotified('logged in production is ready');
      const details = await portal.details(id);

      expect(details.request.outcome).toMatchObject({
        state: 'ready',
        region: REGION,
        text: 'Sessions start and are logged to S3.',
        problems: [],
      });
      expect(checks(details)).toEqual([
        expect.objectContaining({
          actor: { kind: 'portal' },
          from: 'provisioned',
          to: 'provisioned',
          outcome: details.request.outcome,
        }),
      ]);
      expect(portal.notifications().at(-1)).toEqual({
        to: ['user:default/ada'],
        title: 'logged in production is ready',
      });
      // It is reported once.
      later(3);
      await portal.sweep();
      expect(checks(await portal.details(id))).toHaveLength(1);
    });

    it('is that logs are lost, once AWS has propagated the role', async () => {
      const portal = await requests.start();
      const { id } = await carryOut(portal, { roleName: 'unlogged' });
      await portal.untilNotified('unlogged in production is created');
      expect((await portal.details(id)).request.outcome).toBeUndefined();

      later(3);
      await portal.sweep();

      const details = await portal.details(id);
      expect(details.request.state.status).toBe('provisioned');
      expect(details.request.outcome).toMatchObject({
        state: 'logs-lost',
        text: expect.stringContaining('Logs to S3 will be lost'),
        problems: expect.arrayContaining(['s3-put-denied']),
      });
      expect(checks(details)).toHaveLength(1);
      expect(portal.notifications()).toContainEqual({
        to: ['user:default/ada', 'user:default/grace'],
        title:
          'unlogged in production is created, but session logs will be lost',
      });
      const { body } = await portal.get('/requests?view=all').expect(200);
      expect(body.items[0].outcome).toEqual(details.request.outcome);
    });

    it('is checked again while AWS does not answer', async () => {
      const portal = await requests.start();
      const { id } = await carryOut(portal, { roleName: 'unseen' });
      await portal.untilNotified('unseen in production is created');

      requests.refuse('GetRole');
      later(3);
      await portal.sweep();
      expect((await portal.details(id)).request.outcome).toBeUndefined();

      requests.refuse();
      later(6);
      await portal.sweep();
      expect((await portal.details(id)).request.outcome?.state).toBe(
        'logs-lost',
      );
    });
  });
});
