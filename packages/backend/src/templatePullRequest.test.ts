import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import sessionManagerModule from 'backstage-plugin-scaffolder-backend-module-session-manager';
import {
  render,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import request from 'supertest';
import { startGitHub } from './__testUtils__/startGitHub';
import { PULL_REQUEST, readTemplate } from './__testUtils__/templates';

const ACCOUNT = {
  accountId: '111122223333',
  partition: 'aws',
  path: '/session-manager/',
};
const VALUES = {
  entityRef: 'component:default/search',
  roleName: 'search.session-role',
  accountId: ACCOUNT.accountId,
  logToS3: true,
  bucket: 'their-logs',
  bucketOwner: '444455556666',
  logToCloudWatch: false,
  policyStyle: 'least-privilege',
  repoUrl: 'github.com?owner=acme&repo=infra',
  directory: 'accounts/development',
  format: ['terraform', 'cloudformation'],
};
const SPEC = {
  entityRef: VALUES.entityRef,
  roleName: VALUES.roleName,
  policyStyle: 'least-privilege',
  s3: { bucket: 'their-logs', bucketOwner: '444455556666' },
};

describe('the template that opens a pull request', () => {
  let github: Awaited<ReturnType<typeof startGitHub>>;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    github = await startGitHub();
    const { apiBaseUrl } = github;
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        githubModule,
        sessionManagerModule,
        catalogServiceMock.factory({ entities: [readTemplate(PULL_REQUEST)] }),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              github: [{ host: 'github.com', apiBaseUrl, token: 'secret' }],
            },
            sessionManager: { accounts: [ACCOUNT] },
          },
        }),
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await backend.stop();
    await github.stop();
  });

  const scaffolder = (path: string) => `/api/scaffolder/v2${path}`;

  /** Runs the template to its end; returns the task's result. */
  async function run(values: object) {
    const { body } = await request(backend.server)
      .post(scaffolder('/tasks'))
      .set('authorization', mockCredentials.user.header())
      .send({ templateRef: `template:default/${PULL_REQUEST}`, values })
      .expect(201);
    for (;;) {
      const { body: events } = await request(backend.server).get(
        scaffolder(`/tasks/${body.id}/events`),
      );
      const end = events.find(
        ({ type }: { type: string }) => type === 'completion',
      );
      if (end) {
        const log = events.map(
          (event: { body: { message: string } }) => event.body.message,
        );
        return { log: log.join('\n'), ...end.body };
      }
    }
  }

  it('opens a pull request with the files of the role, and links to it', async () => {
    const { log, output } = await run(VALUES);

    const files = Object.fromEntries(
      render(resolveRoleSpec(SPEC, ACCOUNT), [
        'terraform',
        'cloudformation',
      ]).map(({ name, content }) => [`accounts/development/${name}`, content]),
    );
    expect(log).toContain('Finished step Open the pull request');
    expect(github.opened).toEqual([
      {
        title: 'Session Manager role search.session-role',
        head: 'acme:session-manager/search-session-role',
        base: 'main',
        body: expect.stringContaining(
          '`arn:aws:iam::111122223333:role/session-manager/search.session-role`',
        ),
        files,
      },
    ]);
    const [{ body }] = github.opened;
    for (const file of Object.keys(files)) {
      expect(body).toContain(`\n- \`${file}\`\n`);
      expect(output.text[0].content).toContain(`\n- \`${file}\`\n`);
    }
    expect(Object.keys(files)).toHaveLength(3);
    expect(output.links[0].url).toBe('https://github.com/acme/infra/pull/1');
  });

  it.each([
    ['a folder outside the repository', { directory: '../elsewhere' }],
    ['no language', { format: [] }],
    ['an invalid role name', { roleName: 'search*' }],
  ])('refuses %s before anything runs', async (_, fault) => {
    const { status } = await request(backend.server)
      .post(scaffolder('/tasks'))
      .set('authorization', mockCredentials.user.header())
      .send({
        templateRef: `template:default/${PULL_REQUEST}`,
        values: { ...VALUES, ...fault },
      });

    expect(status).toBe(400);
    expect(github.opened).toHaveLength(1);
  });
});
