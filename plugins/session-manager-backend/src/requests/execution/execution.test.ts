import { later } from '../../__testUtils__/later';
import {
  GetBucketPolicyCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import {
  AuditorService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ScaffolderService,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { JsonValue } from '@backstage/types';
import {
  documents,
  RoleRequest,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import request from 'supertest';
import {
  as,
  AUDIT,
  configWith,
  ENTITIES,
  PORTAL_CONFIG,
  production,
} from '../../__testUtils__/startPortal';
import { runTemplate } from '../../__testUtils__/runTemplate';
import { Portal, useRequests } from '../../__testUtils__/useRequests';

jest.setTimeout(120_000);

/** A one-step template that any user could write. */
function templateOf(input: JsonValue): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'theirs', namespace: 'default' },
    spec: {
      type: 'x',
      parameters: {},
      steps: [
        {
          id: 'role',
          name: 'Create the role',
          action: 'session-manager:role:create',
          input,
        },
      ],
    },
  };
}

/** Runs a user's own template to its end. */
const runAs = (portal: Portal, header: string, input: object) =>
  runTemplate(portal, header, 'theirs', { input });

const ROLE = { accountId: production, roleName: 'gated' };
const inputOfTask = '${{ parameters.input }}';

describe('carrying out a request', () => {
  const requests = useRequests();
  const entities = [...ENTITIES, templateOf(inputOfTask)];

  afterEach(() => jest.useRealTimers());

  const existsInAws = async (RoleName: string) => {
    const iam = new IAMClient(await requests.clientConfig());
    return iam.send(new GetRoleCommand({ RoleName })).then(
      () => true,
      () => false,
    );
  };

  const approve = async (portal: Portal, filed: RoleRequest) =>
    (await portal.decide(filed, 'approve', as.grace).expect(200))
      .body as RoleRequest;

  describe('the gate', () => {
    it('refuses a role without a request, but allows a dry run', async () => {
      const portal = await requests.start({ entities });

      const { status, log } = await runAs(portal, as.ada, ROLE);
      expect(status).toBe('failed');
      expect(log).toContain('requires an approved request');
      expect(await existsInAws('gated')).toBe(false);

      const { body } = await request(portal.server)
        .post('/api/scaffolder/v2/dry-run')
        .set('authorization', as.ada)
        .send({
          template: templateOf(ROLE),
          values: {},
          directoryContents: [],
        })
        .expect(200);
      expect(JSON.stringify(body.log)).toContain('Would: Create role gated');
    });

    it('refuses a request that is not approved', async () => {
      const portal = await requests.start({ entities });
      const { id } = await portal.file({ roleName: 'not-yet' });

      const { status, log } = await runAs(portal, as.ada, { requestId: id });

      expect(status).toBe('failed');
      expect(log).toContain('It is not approved yet.');
      expect((await portal.details(id)).request.state.status).toBe('pending');
      expect(await existsInAws('not-yet')).toBe(false);
    });

    it('refuses a request that is already carried out', async () => {
      const portal = await requests.start({ entities });
      const filed = await portal.file({ roleName: 'spent' });
      await approve(portal, filed);
      const done = await portal.until(filed.id, 'provisioned');

      const { status, log } = await runAs(portal, as.mei, {
        requestId: filed.id,
      });

      expect(status).toBe('failed');
      expect(log).toContain('a request can be used only once');
      expect((await portal.details(filed.id)).history).toEqual(done.history);
    });

    it('refuses a spec other than the approved one, and keeps the request', async () => {
      const portal = await requests.start({
        entities,
        services: [scaffolderThat({ scaffold: unavailable })],
      });
      const filed = await portal.file({ roleName: 'narrow' });
      await approve(portal, filed);

      const { status, log } = await runAs(portal, as.mei, {
        requestId: filed.id,
        accountId: production,
        roleName: 'wide',
      });

      expect(status).toBe('failed');
      expect(log).toContain('differs from the approved request');
      expect((await portal.details(filed.id)).request.state.status).toBe(
        'approved',
      );
    });

    it.each([
      ['a user', as.grace],
      ['another service', as.ci],
    ])('does not let %s claim or report', async (_, header) => {
      const portal = await requests.start();
      const { id } = await portal.file({ roleName: 'not-theirs' });
      const path = `/requests/${id}`;
      const done = { taskId: '1', outcome: 'done', parts: ['role'] };

      const answers = [
        await portal.post(`${path}/claim`, { taskId: '1' }, header),
        await portal.post(`${path}/report`, done, header),
      ];

      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    });
  });

  describe.each([
    ['off', { enabled: false }],
    ['on', { enabled: true }],
  ])('with the scaffolder’s task recovery %s', (_, taskRecovery) => {
    const config = { ...PORTAL_CONFIG, scaffolder: { taskRecovery } };

    /** Retries a task, as on the scaffolder’s own page. */
    const retryTask = async (portal: Portal, taskId: string) => {
      const path = `/api/scaffolder/v2/tasks/${taskId}`;
      const get = async (rest = '') =>
        (
          await request(portal.server)
            .get(`${path}${rest}`)
            .set('authorization', as.mei)
            .expect(200)
        ).body;
      const ended = async () => {
        for (;;) {
          const { status } = await get();
          if (status === 'failed' || status === 'completed') {
            return status;
          }
          await new Promise(done => setTimeout(done, 50));
        }
      };
      // A request is carried out before its task has read the readiness.
      await ended();
      await request(portal.server)
        .post(`${path}/retry`)
        .set('authorization', as.mei)
        .send({})
        .expect(201);
      const status = await ended();
      return { status, log: JSON.stringify(await get('/events')) };
    };

    const taskOf = ({ state }: RoleRequest) =>
      ('taskId' in state && state.taskId) || '';

    /** Deletes the role and its profile, as an administrator could. */
    const deleteByHand = async (RoleName: string) => {
      const iam = new IAMClient(await requests.clientConfig());
      const { AttachedPolicies = [] } = await iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName }),
      );
      for (const { PolicyArn } of AttachedPolicies) {
        await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      }
      const InstanceProfileName = RoleName;
      await iam.send(
        new RemoveRoleFromInstanceProfileCommand({
          RoleName,
          InstanceProfileName,
        }),
      );
      await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
    };

    const writesIn = (calls: string[]) =>
      calls.filter(call =>
        /^(?:Create|Attach|Add|Put|Update|Tag|Delete|Detach|Remove|Set)/.test(
          call,
        ),
      );

    it.each([
      ['is there', false],
      ['was deleted', true],
    ])(
      'writes nothing if the task of a role that %s is retried',
      async (state, isDeleted) => {
        const roleName = `replayed-${taskRecovery.enabled}-${isDeleted}`;
        const portal = await requests.start({ config });
        const filed = await portal.file({ roleName });
        await approve(portal, filed);
        const done = await portal.until(filed.id, 'provisioned');
        if (isDeleted) {
          await deleteByHand(roleName);
        }
        requests.calls();

        const { status, log } = await retryTask(portal, taskOf(done.request));

        expect({ state, status, log }).toMatchObject({ status: 'completed' });
        expect(writesIn(requests.calls())).toEqual([]);
        expect(await existsInAws(roleName)).toBe(!isDeleted);
        expect((await portal.details(filed.id)).history).toEqual(done.history);
        // With recovery on, the scaffolder does not run the step again.
        expect(log.includes('a request can be used only once')).toBe(
          !taskRecovery.enabled,
        );
        expect(log.includes('no longer exists')).toBe(
          !taskRecovery.enabled && isDeleted,
        );
      },
    );

    it('does not write to another account’s bucket after its part is confirmed', async () => {
      const s3 = { bucket: 'confirmed-logs', bucketOwner: AUDIT };
      const portal = await requests.start({ config });
      const roleName = `confirmed-${taskRecovery.enabled}`;
      const filed = await portal.file({ roleName, s3 });
      await approve(portal, filed);
      for (;;) {
        const { state } = (await portal.details(filed.id)).request;
        if ('remaining' in state && state.remaining.length === 1) {
          break;
        }
        await new Promise(done => setTimeout(done, 50));
      }
      await portal.decide(filed, 'confirm', as.noor, 'by hand').expect(200);
      const done = await portal.until(filed.id, 'provisioned');
      const client = new S3Client({
        ...(await requests.clientConfig(AUDIT)),
        forcePathStyle: true,
      });
      await client
        .send(new CreateBucketCommand({ Bucket: s3.bucket }))
        .catch(() => {});

      // Its first run may still be at its last step.
      while (
        (
          await request(portal.server)
            .get(`/api/scaffolder/v2/tasks/${taskOf(done.request)}`)
            .set('authorization', as.mei)
        ).body.status === 'processing'
      ) {
        await new Promise(next => setTimeout(next, 50));
      }
      requests.calls();
      const { status } = await retryTask(portal, taskOf(done.request));

      expect(status).toBe('completed');
      expect(writesIn(requests.calls())).toEqual([]);
      await expect(
        client.send(new GetBucketPolicyCommand({ Bucket: s3.bucket })),
      ).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    });

    // With recovery on, the test with two backends covers this.
    if (!taskRecovery.enabled) {
      it('continues if a task created the role and died before it reported', async () => {
        let isDying = true;
        const auditor: AuditorService = {
          createEvent: async ({ meta }) => {
            if (isDying && meta?.actionType === 'report') {
              throw new Error('killed');
            }
            return { success: async () => {}, fail: async () => {} };
          },
        };
        const portal = await requests.start({
          config,
          services: [
            createServiceFactory({
              service: coreServices.auditor,
              deps: {},
              factory: () => auditor,
            }),
          ],
        });
        const roleName = `unheard-${taskRecovery.enabled}`;
        const filed = await portal.file({ roleName });
        await approve(portal, filed);
        while (!(await existsInAws(roleName))) {
          await new Promise(done => setTimeout(done, 50));
        }
        const begun = await portal.until(filed.id, 'provisioning');
        const taskId = taskOf(begun.request);
        for (;;) {
          const { body } = await request(portal.server)
            .get(`/api/scaffolder/v2/tasks/${taskId}`)
            .set('authorization', as.mei);
          if (body.status === 'failed') {
            break;
          }
          await new Promise(done => setTimeout(done, 200));
        }
        isDying = false;

        expect(await retryTask(portal, taskId)).toMatchObject({
          status: 'completed',
        });
        const { history } = await portal.until(filed.id, 'provisioned');
        expect(history.at(-1)).toMatchObject({
          event: 'done',
          parts: ['role'],
        });
      });
    }
  });

  describe('which fails', () => {
    it('stores the reason, and can be retried', async () => {
      const portal = await requests.start();
      const filed = await portal.file({ roleName: 'refused-by-aws' });
      requests.refuse('CreateRole');
      await approve(portal, filed);

      const failed = await portal.until(filed.id, 'failed');
      expect(failed.request.state).toMatchObject({
        error: expect.stringMatching(/AccessDenied.*CreateRole/),
        remaining: [{ kind: 'role' }],
      });
      expect(portal.notifications().at(-1)).toEqual({
        to: ['user:default/ada', 'user:default/grace'],
        title: 'refused-by-aws in production could not be created',
      });
      await portal.decide(filed, 'retry', as.mei).expect(403);

      requests.refuse();
      await portal.decide(filed, 'retry', as.ada).expect(200);
      const done = await portal.until(filed.id, 'provisioned');
      expect(
        done.history
          .map(({ event }) => event)
          .filter(event => event !== 'start' && event !== 'claim'),
      ).toEqual(['file', 'approve', 'fail', 'retry', 'done']);
      expect(await existsInAws('refused-by-aws')).toBe(true);
    });

    it('is detected if its task ends without a report', async () => {
      const portal = await requests.start({
        entities: ENTITIES,
        services: [
          scaffolderThat({
            scaffold: async () => ({ taskId: 'killed' }),
            getTask: async () => ({ status: 'failed' }) as ScaffolderTask,
            getLogs: async () => [
              {
                id: 1,
                taskId: 'killed',
                createdAt: '',
                type: 'completion',
                body: {
                  message: 'Run completed',
                  error: { name: 'Error', message: 'out of memory' },
                },
              },
            ],
          }),
        ],
      });
      const filed = await portal.file({ roleName: 'killed' });
      await approve(portal, filed);
      await portal
        .post(
          `/requests/${filed.id}/claim`,
          { taskId: 'killed' },
          as.scaffolder,
        )
        .expect(200);

      await portal.sweep();

      const { request: failed } = await portal.details(filed.id);
      expect(failed.state).toMatchObject({
        status: 'failed',
        error: 'out of memory',
      });
    });
  });

  describe('with a scaffolder', () => {
    it('that is down, starts when it is up', async () => {
      let isThere = false;
      const scaffold = jest.fn(async () => {
        if (!isThere) {
          throw new ServiceUnavailableError('down for maintenance');
        }
        return { taskId: '7' };
      });
      const portal = await requests.start({
        services: [
          scaffolderThat({
            scaffold,
            getTask: async () => ({ status: 'processing' }) as ScaffolderTask,
          }),
        ],
      });
      const filed = await portal.file({ roleName: 'patient' });

      expect(await approve(portal, filed)).toMatchObject({
        state: { status: 'approved' },
        startError: expect.stringContaining('down for maintenance'),
      });
      await portal.sweep();
      expect(scaffold).toHaveBeenCalledTimes(1);

      later(1);
      await portal.sweep();
      expect(scaffold).toHaveBeenCalledTimes(2);

      isThere = true;
      later(10);
      await portal.sweep();
      const { request: started } = await portal.details(filed.id);
      expect(started.state).toMatchObject({ status: 'approved', taskId: '7' });
      expect(started.startError).toBeUndefined();
    });

    it('that overlooks tasks, is made to look by one more task for all of them', async () => {
      let started = 0;
      let status: ScaffolderTask['status'] = 'open';
      const createdAt = new Date().toISOString();
      const scaffold = jest.fn(async () => ({ taskId: `task-${++started}` }));
      const portal = await requests.start({
        services: [
          scaffolderThat({
            scaffold,
            getTask: async () => ({ status, createdAt }) as ScaffolderTask,
          }),
        ],
      });
      const filed = await portal.file({ roleName: 'overlooked' });
      await approve(portal, filed);
      await approve(portal, await portal.file({ roleName: 'overlooked-too' }));

      await portal.sweep();
      expect(scaffold).toHaveBeenCalledTimes(2);

      later(3);
      await portal.sweep();
      expect(scaffold).toHaveBeenCalledTimes(3);
      expect((await portal.details(filed.id)).request.state).toMatchObject({
        status: 'approved',
        taskId: 'task-1',
      });

      status = 'processing';
      await portal.sweep();
      expect(scaffold).toHaveBeenCalledTimes(3);
    });

    it('without the template, reports it and keeps the request', async () => {
      const portal = await requests.start({
        entities: ENTITIES.filter(({ kind }) => kind !== 'Template'),
      });
      const filed = await portal.file({ roleName: 'no-template' });

      expect(await approve(portal, filed)).toMatchObject({
        state: { status: 'approved' },
        startError: expect.stringMatching(
          /^[^{]*session-manager-approved-role[^}]*$/,
        ),
      });
    });

    it('that loses tasks before they start, retries, and finally fails', async () => {
      let started = 0;
      const portal = await requests.start({
        services: [
          scaffolderThat({
            scaffold: async () => ({ taskId: `task-${++started}` }),
            getTask: async () => ({ status: 'cancelled' }) as ScaffolderTask,
            getLogs: async () => [],
          }),
        ],
      });
      const filed = await portal.file({ roleName: 'unlucky' });
      await approve(portal, filed);

      for (let n = 1; n <= 6; n++) {
        await portal.sweep();
      }

      expect(started).toBe(5);
      expect((await portal.details(filed.id)).request.state).toMatchObject({
        status: 'failed',
        error: 'The task ended as cancelled.',
        taskId: 'task-5',
      });
    });
  });

  describe('a request that a rule approved', () => {
    let knex: Knex;
    beforeEach(() => {
      knex = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
    });
    afterEach(() => knex.destroy());

    it('requires approvers if the rule changes before it is carried out', async () => {
      const rule = { name: 'any', version: '1', policyStyle: 'documented' };
      const services = [scaffolderThat({ scaffold: unavailable })];
      const before = await requests.start({
        knex,
        services,
        config: configWith({ autoApprove: [rule] }),
      });
      const filed = await before.file({ roleName: 'by-old-rule' });
      expect(filed.state.status).toBe('approved');

      const after = await requests.start({
        knex,
        services,
        config: configWith({ autoApprove: [{ ...rule, version: '2' }] }),
      });
      const refused = await after
        .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(403);

      expect(refused.body.error.message).toContain('An approver must decide');
      const reopened = await after.details(filed.id, as.grace);
      expect(reopened.request.state).toEqual({
        status: 'pending',
        approvals: [],
      });
      expect(reopened.history.at(-1)).toMatchObject({
        event: 'reopen',
        actor: { kind: 'portal' },
        comment:
          'The approval rules of the account have changed since a rule approved it.',
      });
      later(2);
      await after.sweep();
      expect(after.notifications().map(({ to }) => to)).toContainEqual([
        'group:default/security',
      ]);
      await approve(after, filed);
      await after
        .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(200);
    });
  });

  describe('a request that a rule approved by the bucket’s owner', () => {
    const BUCKET = 'corp-logs';
    const config = configWith({
      autoApprove: [
        {
          name: 'own-logs',
          version: '1',
          policyStyle: 'least-privilege',
          buckets: ['corp-*'],
        },
      ],
    });
    const s3Client = async () =>
      new S3Client({
        ...(await requests.clientConfig()),
        forcePathStyle: true,
      });

    /** Approved by the rule, while no task can be started for it. */
    const approved = async (roleName: string) => {
      await (
        await s3Client()
      ).send(new CreateBucketCommand({ Bucket: BUCKET }));
      let isAway = true;
      const portal = await requests.start({
        config,
        services: [
          scaffolderThat({
            scaffold: async () => {
              if (isAway) {
                throw new ServiceUnavailableError('down for maintenance');
              }
              return { taskId: '4711' };
            },
          }),
        ],
      });
      const filed = await portal.file({
        roleName,
        policyStyle: 'least-privilege',
        s3: { bucket: BUCKET },
      });
      expect(filed.state.status).toBe('approved');
      return { portal, filed, comeBack: () => (isAway = false) };
    };

    const expectWithPeople = async (portal: Portal, { id }: RoleRequest) => {
      const { request: found, history } = await portal.details(id, as.grace);
      expect(found.state).toEqual({ status: 'pending', approvals: [] });
      expect(history.at(-1)).toMatchObject({
        event: 'reopen',
        actor: { kind: 'portal' },
        comment: expect.stringContaining(
          `AWS does not confirm that account ${production} owns the bucket ${BUCKET}.`,
        ),
      });
    };

    afterEach(async () => {
      await (
        await s3Client()
      )
        .send(new DeleteBucketCommand({ Bucket: BUCKET }))
        .catch(() => {});
    });

    it('requires approvers if the bucket is gone when its task starts', async () => {
      const { portal, filed } = await approved('lost-its-bucket');
      await (
        await s3Client()
      ).send(new DeleteBucketCommand({ Bucket: BUCKET }));

      const { body } = await portal
        .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(403);

      expect(body.error.message).toContain('An approver must decide');
      await expectWithPeople(portal, filed);
    });

    it('requires approvers, and starts no task, if AWS does not report the owner', async () => {
      const { portal, filed, comeBack } = await approved('not-known');
      comeBack();
      requests.refuse('HeadBucket');
      later(2);
      await portal.sweep();

      await expectWithPeople(portal, filed);
      expect((await approve(portal, filed)).state.status).toBe('approved');
      await portal
        .post(`/requests/${filed.id}/claim`, { taskId: '4711' }, as.scaffolder)
        .expect(200);
    });

    it('is carried out while AWS reports the same owner', async () => {
      const { portal, filed } = await approved('kept-its-bucket');
      const { body } = await portal
        .post(`/requests/${filed.id}/claim`, { taskId: '1' }, as.scaffolder)
        .expect(200);
      expect(body.state.status).toBe('provisioning');
    });
  });

  /** An approved request that leaves the given parts to another account. */
  async function leftToOwner(
    content: { roleName: string; s3: NonNullable<RoleSpec['s3']> },
    parts: string[],
  ) {
    const portal = await requests.start({
      config: configWith(
        {},
        {
          accountId: AUDIT,
          partition: 'aws',
          approval: { approvers: ['user:default/mei'] },
        },
      ),
    });
    const filed = await portal.file(content);
    await approve(portal, filed);
    const remaining = async () => {
      const { state } = (await portal.details(filed.id)).request;
      return 'remaining' in state
        ? state.remaining.map(({ kind }) => kind)
        : [];
    };
    while ((await remaining()).join() !== parts.join()) {
      await new Promise(done => setTimeout(done, 50));
    }
    return { portal, filed, remaining };
  }

  /** The statements that the owner of the bucket has to add. */
  async function grantInBucketPolicy(client: S3Client, { spec }: RoleRequest) {
    await client.send(
      new PutBucketPolicyCommand({
        Bucket: spec.s3?.bucket,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: documents(spec).bucketPolicyStatements,
        }),
      }),
    );
  }

  it('detects the part that another account’s owner did if the other part cannot be read', async () => {
    const owners = await requests.clientConfig(AUDIT);
    const client = new S3Client({ ...owners, forcePathStyle: true });
    const kms = new KMSClient(owners);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const s3 = {
      bucket: 'owned-logs-with-key',
      bucketOwner: AUDIT,
      kmsKeyArn: KeyMetadata?.Arn ?? '',
    };
    await client.send(new CreateBucketCommand({ Bucket: s3.bucket }));
    const { portal, filed, remaining } = await leftToOwner(
      { roleName: 'logs-with-key', s3 },
      ['bucket-policy', 'key-policy'],
    );
    await grantInBucketPolicy(client, filed);

    requests.refuse('GetKeyPolicy');
    later(5);
    await portal.sweep();

    expect(await remaining()).toEqual(['key-policy']);
    const { history } = await portal.details(filed.id);
    expect(history.at(-1)).toMatchObject({
      event: 'done',
      actor: { kind: 'portal' },
      parts: ['bucket-policy'],
    });
  });

  it('detects that another account’s owner did their part', async () => {
    const s3 = { bucket: 'owned-logs', bucketOwner: AUDIT };
    const client = new S3Client({
      ...(await requests.clientConfig(AUDIT)),
      forcePathStyle: true,
    });
    await client.send(new CreateBucketCommand({ Bucket: s3.bucket }));
    const { portal, filed, remaining } = await leftToOwner(
      { roleName: 'logs-abroad', s3 },
      ['bucket-policy'],
    );

    later(1);
    await portal.sweep();
    expect(await remaining()).toEqual(['bucket-policy']);

    await grantInBucketPolicy(client, filed);
    await client.send(new GetBucketPolicyCommand({ Bucket: s3.bucket }));
    later(5);
    await portal.sweep();
    const done = await portal.details(filed.id);
    expect(done.request.state.status).toBe('provisioned');
    expect(done.history.at(-1)).toMatchObject({
      event: 'done',
      actor: { kind: 'portal' },
      parts: ['bucket-policy'],
    });
  });
});

async function unavailable(): Promise<never> {
  throw new ServiceUnavailableError('The scaffolder does not answer');
}

/** The client of a scaffolder with the given behaviour. */
function scaffolderThat(methods: Partial<ScaffolderService>) {
  return createServiceFactory({
    service: scaffolderServiceRef,
    deps: {},
    factory: () => methods as ScaffolderService,
  });
}
