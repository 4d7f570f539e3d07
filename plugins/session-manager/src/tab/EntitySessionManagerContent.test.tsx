import axe from 'axe-core';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  ConnectNode,
  documents,
  explainMessage,
  ExplainRequest,
  predict,
  RoleReadiness,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { codeText } from '../__testUtils__/codeText';
import { connectNode, entityConnect, NODE_ID } from '../__testUtils__/connect';
import { evidence, KEY, PREFERENCES } from '../__testUtils__/readiness';
import { formOf, noRequests, responded } from '../__testUtils__/renderCard';
import {
  drifted,
  entityRoles,
  failing as failingRole,
  fault,
  healthy,
  identity,
  payments,
  taskRole,
} from '../__testUtils__/roles';
import { selectedTemplateRouteRef } from '../routes';
import { EntitySessionManagerContent } from './EntitySessionManagerContent';

/** The prediction for a role whose policy allows logs to this ARN. */
function withLogsTo(logGroupArn: string) {
  const { accountId } = identity();
  const { permissions, trust } = documents({
    partition: 'aws',
    accountId,
    roleName: 'payments-session-role',
    policyStyle: 'documented',
    target: 'ec2',
  });
  return predict({
    role: {
      arn: identity().roleArn,
      trust,
      instanceProfileArns: ['arn:aws:iam::444455556666:instance-profile/web'],
      policies: [
        permissions,
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'logs:Describe*', Resource: '*' },
            { Effect: 'Allow', Action: 'logs:*', Resource: logGroupArn },
          ],
        },
      ],
    },
    preferences: {
      ...PREFERENCES,
      s3BucketName: '',
      s3EncryptionEnabled: false,
    },
    facts: { region: 'us-east-1', logGroup: { known: { exists: true } } },
  });
}

async function renderContent(
  readiness: RoleReadiness | (() => Promise<never>) = evidence,
  roles: RoleStatus[] = [{ ...identity(), ...healthy }],
  address = '/',
  nodes: ConnectNode[] = [connectNode()],
) {
  const calls: unknown[] = [];
  const connects: unknown[] = [];
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [
          sessionManagerApiRef,
          {
            getEntityRoles: async () => entityRoles(roles),
            ...noRequests,
            getConnect: async (entityRef: string, { refresh = false } = {}) => {
              connects.push([entityRef, refresh]);
              return entityConnect(nodes);
            },
            explainMessage: async ({ message }: ExplainRequest) => ({
              explanation: explainMessage(message, {
                readiness: evidence.readiness,
              }),
            }),
            getRoleReadiness: async (entityRef: string, role: object) => {
              calls.push([entityRef, role]);
              return typeof readiness === 'function' ? readiness() : readiness;
            },
          },
        ],
      ]}
    >
      <EntityProvider entity={payments}>
        <EntitySessionManagerContent />
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName': selectedTemplateRouteRef,
      },
      routeEntries: [address],
    },
  );
  return { calls, connects, container };
}

describe('the tab of an entity', () => {
  it('reads the nodes of the service again as well', async () => {
    const { connects } = await renderContent(
      evidence,
      undefined,
      '/?section=nodes',
    );
    await screen.findByRole('list', { name: 'Nodes of this service' });
    expect(connects).toEqual([['component:default/payments', false]]);

    await userEvent.click(screen.getByRole('button', { name: 'check again' }));

    await waitFor(() =>
      expect(connects).toEqual([
        ['component:default/payments', false],
        ['component:default/payments', true],
      ]),
    );
  });

  it('shows what the trust policy needs, and for which nodes', async () => {
    await renderContent({
      ...evidence,
      trust: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: '*' }],
      },
      readiness: {
        online: 'no',
        starts: 'no',
        logged: { s3: null, cloudWatchLogs: null },
        problems: [
          {
            code: 'trust-does-not-admit-the-node',
            stage: 'online',
            severity: 'error',
            action: 'sts:AssumeRole',
            resource: identity().roleArn,
            agentMessage: 'EC2RoleRequestError: *',
            nodeKind: 'ec2',
            decisive: [
              {
                source: 'trust',
                policy: 0,
                index: 0,
                statement: { Effect: 'Deny', Principal: '*', Action: '*' },
              },
            ],
            repair: {
              kind: 'advice',
              text: '',
              sentences: [
                { id: 'trust-service', values: { service: 'ec2.example' } },
              ],
              trustStatement: {
                Effect: 'Allow',
                Principal: { Service: 'ec2.example' },
                Action: 'sts:AssumeRole',
              },
            },
          },
        ],
      },
    });

    expect(await screen.findByText('On EC2 instances')).toBeVisible();
    expect(screen.getByText('Trust policy')).toBeInTheDocument();
    expect(screen.getByText('Add to the role’s trust policy:')).toBeVisible();
    expect(
      screen.getByText('Statement 1 of the role’s trust policy'),
    ).toBeVisible();
    expect(
      screen.getByText(/must allow ec2\.example to assume it/),
    ).toBeVisible();
  });

  it('offers another role if a tool manages this one', async () => {
    await renderContent({
      ...evidence,
      repair: {
        spec: { roleName: 'payments-session-role' },
        changes: [],
        adopt: true,
        managedBy: { name: 'Terraform', evidence: 'tag ManagedBy' },
        newRole: { roleName: 'payments-session-role-sessions' },
      },
    });

    const newRole = await screen.findByRole('button', {
      name: 'Create another role…',
    });
    expect(formOf(newRole).fields).toMatchObject({
      roleName: 'payments-session-role-sessions',
    });
    expect(formOf(newRole).fields).not.toHaveProperty('adopt');
    expect(
      screen.getByText(/managed by Terraform \(tag ManagedBy\)/),
    ).toBeVisible();
  });

  it('shows no stages for a role that is not for nodes', async () => {
    const { readiness } = taskRole;
    await renderContent({
      ...evidence,
      readiness: {
        online: readiness.online,
        starts: readiness.starts,
        logged: readiness.logged,
        problems: [],
        purpose: readiness.purpose,
      },
    });

    expect(
      await screen.findByText(/^This role is for ECS tasks/),
    ).toBeVisible();
    expect(screen.queryByText('Node comes online')).toBeNull();
    expect(screen.queryByText('No problems found')).toBeNull();
  });

  it('starts with a sentence, then shows the stages of a session', async () => {
    await renderContent();

    expect(
      await screen.findByText(
        'Sessions start. Logs to S3 will be lost: the role is not allowed to use the bucket’s key.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Logs will be lost')).toBeInTheDocument();
    const line = screen.getByRole('list', {
      name: 'Session readiness by stage',
    });
    expect(
      within(line)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'OnlineNode comes online: yes',
      'StartSession starts: yes',
      'LogAmazon S3: noCloudWatch Logs: yes',
    ]);
  });

  it('has one header with the role, its state, its age and what to do', async () => {
    await renderContent();

    const header = (
      await screen.findByRole('heading', {
        level: 2,
        name: 'payments-session-role',
      })
    ).closest('section')!;
    await within(header).findByText('Logs will be lost');
    expect(header).toHaveTextContent('production · 444455556666');
    expect(header).toHaveTextContent('Checked just now');
    expect(
      within(header).getByRole('button', { name: /Region/ }),
    ).toBeVisible();
    expect(
      within(header)
        .getAllByRole('link')
        .map(({ textContent }) => textContent)
        .filter(text => text?.endsWith('…')),
    ).toEqual(['Change…', 'Attach…', 'Retire…']);
    expect(
      within(header).getByRole('button', { name: 'Connect' }),
    ).toBeVisible();
  });

  it('shows the state of the list while the evidence is loading', async () => {
    await renderContent(
      () => new Promise(() => {}),
      [{ ...identity(), ...failingRole }],
    );

    expect(await screen.findByText('Sessions will fail')).toBeVisible();
    expect(screen.getByText(/^Sessions fail because/)).toBeVisible();
    expect(
      screen.getByRole('status', {
        name: 'Loading the session readiness of the role',
      }),
    ).toBeInTheDocument();
  });

  it('goes to the nodes from the header, with the focus', async () => {
    const user = userEvent.setup();
    await renderContent();

    await user.click(await screen.findByRole('button', { name: 'Connect' }));

    expect(
      screen.getByRole('tab', { name: 'Nodes', selected: true }),
    ).toHaveFocus();
  });

  it('shows the other nodes of the service, to connect to them', async () => {
    const user = userEvent.setup();
    await renderContent(evidence, undefined, '/?section=nodes', [
      connectNode({ nodeId: 'i-0abc', name: 'payments-0' }),
      connectNode(),
      connectNode({
        nodeId: 'i-0fff',
        name: 'payments-batch',
        accountId: '111122223333',
        ping: 'unseen',
        obstacle: { code: 'no-instance-profile' },
      }),
    ]);

    const others = within(
      await screen.findByRole('list', { name: 'Nodes of this service' }),
    );
    const [online, offline] = others.getAllByRole('listitem');
    expect(others.getAllByRole('listitem')).toHaveLength(2);
    expect(online).toHaveTextContent(`payments-1 ${NODE_ID}Online`);
    expect(offline).toHaveTextContent(
      /payments-batch .*has no instance profile/,
    );
    await user.click(
      others.getByRole('button', {
        name: `Connect to payments-1 (${NODE_ID})`,
      }),
    );

    expect(
      await screen.findByRole('dialog', {
        name: `Connect to payments-1 (${NODE_ID})`,
      }),
    ).toBeVisible();
  });

  it('says that no other node was found, or what could not be read', async () => {
    await renderContent(evidence, undefined, '/?section=nodes', [
      connectNode({ nodeId: 'i-0abc' }),
    ]);

    expect(
      await screen.findByText('No other node was found.'),
    ).toBeInTheDocument();
  });

  it('is conditional about a node, and links to attaching, if no instance uses the role', async () => {
    await renderContent(
      { ...evidence, instances: { status: 'read', instances: [], count: 0 } },
      undefined,
      '/?section=nodes',
    );

    expect(
      await screen.findByText('A node would come online: yes'),
    ).toBeVisible();
    const text = screen.getByText(/^No instance in us-east-1 uses the role/);
    expect(formOf(within(text).getByRole('link')).path).toBe(
      '/create/templates/default/session-manager-attach-instances',
    );
  });

  it('repairs a drifted role from its header', async () => {
    const repair = {
      spec: { roleName: 'payments-session-role' },
      changes: [],
      adopt: false,
    };
    await renderContent(
      {
        ...evidence,
        readiness: {
          online: 'yes',
          starts: 'yes',
          logged: { s3: 'yes', cloudWatchLogs: 'yes' },
          problems: [],
        },
        repair,
      },
      [{ ...identity(), ...drifted, repair }],
    );

    expect(await screen.findByText('No problems found')).toBeVisible();
    expect(screen.getByText('Drifted')).toBeVisible();
    expect(
      screen.getByText(/The role no longer matches what was requested\.$/),
    ).toBeVisible();
    expect(
      formOf(
        screen.getByRole('button', { name: 'Repair… payments-session-role' }),
      ).fields,
    ).toEqual({
      entityRef: 'component:default/payments',
      roleName: 'payments-session-role',
      logToS3: false,
      logToCloudWatch: false,
    });
  });

  it.each([
    ['a role', undefined, [{ ...identity(), ...healthy }]],
    [
      'several roles',
      undefined,
      [
        { ...identity('a'), ...drifted },
        { ...identity('b'), ...healthy },
      ],
    ],
    ['its nodes', '/?section=nodes', [{ ...identity(), ...healthy }]],
    ['no role', undefined, []],
  ])('has no accessibility violations for %s', async (_, address, roles) => {
    const { container } = await renderContent(evidence, roles, address, [
      connectNode(),
      connectNode({ nodeId: 'i-0fff', name: undefined, ping: 'unseen' }),
    ]);
    await screen.findAllByRole('heading', { level: roles.length > 0 ? 2 : 3 });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    if (roles.length === 0 || address) {
      await screen.findByRole('list', { name: 'Nodes of this service' });
    } else {
      await screen.findByRole('heading', { name: 'Problems' });
    }

    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });

  it('shows what users see of a problem, why, and how to fix it', async () => {
    await renderContent();

    const problem = await screen.findByRole('article');
    expect(problem).toHaveTextContent('No message. The agent log says:');
    expect(problem).toHaveTextContent(
      'Failed to upload shell session logs to S3: …',
    );
    expect(problem).toHaveTextContent(
      `kms:GenerateDataKey on ${KEY} is denied by:`,
    );
    expect(problem).toHaveTextContent('Statement 2 of payments-policy');
    expect(problem).toHaveTextContent('Add to the role’s policy:');
  });

  it.each([
    [
      'in another case',
      'arn:aws:logs:*:444455556666:log-group:/SSM/Sessions:*',
      'differs from arn:aws:logs:us-east-1:444455556666:log-group:/ssm/sessions',
    ],
    [
      'of another account',
      'arn:aws:logs:us-east-1:111122223333:log-group:/ssm/sessions:*',
      'is in another account or region than arn:aws:logs:us-east-1:444455556666',
    ],
    [
      'without its log streams',
      'arn:aws:logs:us-east-1:444455556666:log-group:/ssm/sessions',
      'the end of the ARN is missing',
    ],
  ])('names a near miss: a log group %s', async (_, written, miss) => {
    await renderContent({ ...evidence, readiness: withLogsTo(written) });

    const problems = await screen.findAllByRole('article');
    const lost = problems.find(problem =>
      problem.textContent?.includes('logs:PutLogEvents'),
    );
    expect(lost).toHaveTextContent(`The role’s policy names ${written}`);
    expect(lost).toHaveTextContent(miss);
    expect(lost).toHaveTextContent('Add to the role’s policy:');
    expect(lost).toHaveTextContent(
      'arn:aws:logs:us-east-1:444455556666:log-group:/ssm/sessions:',
    );
  });

  it('opens the form with the settings that repair the role', async () => {
    await renderContent();

    const { path, fields } = formOf(
      await screen.findByRole('button', {
        name: 'Repair… payments-session-role',
      }),
    );
    expect(path).toBe('/create/templates/default/session-manager-role-logging');
    expect(fields).toMatchObject({
      entityRef: 'component:default/payments',
      roleName: 'payments-session-role',
      bucket: 'corp-logs',
      bucketKmsKeyArn: KEY,
      adopt: true,
    });
  });

  it('lists what else can deny a call that the role allows', async () => {
    const user = userEvent.setup();
    await renderContent();

    await user.click(
      await screen.findByRole('tab', { name: 'Explain a message' }),
    );
    await user.type(
      screen.getByLabelText('Message'),
      'User: arn:aws:sts::111122223333:assumed-role/web/i-0abc12345678 is not authorized to perform: ssm:UpdateInstanceInformation',
    );
    await user.click(screen.getByRole('button', { name: 'Explain' }));

    expect(
      await screen.findByText(
        'The role’s policies allow this call. It can also be denied by:',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/A VPC endpoint policy/)).toBeVisible();
  });

  it('opens the nodes from a link, and connects to one by its name', async () => {
    const user = userEvent.setup();
    await renderContent(
      {
        ...evidence,
        instances: {
          status: 'read',
          count: 2,
          instances: [
            {
              instanceId: NODE_ID,
              name: 'payments-1',
              ping: 'online',
              fits: 'yes',
              notes: [],
            },
            { instanceId: 'i-0abc', ping: 'unseen', fits: 'no', notes: [] },
          ],
        },
      },
      undefined,
      '/?section=nodes',
    );

    expect(
      await screen.findByRole('tab', { name: 'Nodes', selected: true }),
    ).toBeVisible();
    await user.click(
      screen.getByRole('button', {
        name: `Connect to payments-1 (${NODE_ID})`,
      }),
    );

    expect(
      await screen.findByText(
        codeText(
          `aws ssm start-session --target ${NODE_ID} --region us-east-1`,
        ),
      ),
    ).toBeVisible();
  });

  it('explains a message for this role', async () => {
    const user = userEvent.setup();
    await renderContent();

    await user.click(
      await screen.findByRole('tab', { name: 'Explain a message' }),
    );
    await user.type(
      screen.getByLabelText('Message'),
      'Failed to upload shell session logs to S3: AccessDenied',
    );
    await user.click(screen.getByRole('button', { name: 'Explain' }));

    expect(
      await screen.findByText(/Expected with this role/),
    ).toHaveTextContent('the role is not allowed to use the bucket’s key');
    expect(screen.getByText('What to do')).toBeInTheDocument();
  });

  it('marks the deciding statement in its policy', async () => {
    await renderContent();

    const marked = await screen.findByText('Deciding statement');
    expect(marked.parentElement).toHaveTextContent('"Deny"');
  });

  it('shows that the IAM policy simulator disagrees', async () => {
    await renderContent();

    expect(await screen.findByRole('note')).toHaveTextContent(
      'ssmmessages:CreateDataChannel on *: allowed in the prediction, denied in the simulator. Denied by a policy of the organization.',
    );
  });

  it('shows the differences, preferences, nodes and requests', async () => {
    const user = userEvent.setup();
    await renderContent(evidence, [{ ...identity(), ...drifted }]);

    await user.click(await screen.findByRole('tab', { name: 'Differences' }));
    expect(
      screen.getByText('2 changes would bring the role back in sync:'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Preferences' }));
    expect(
      screen.getByRole('row', { name: 'S3 bucket corp-logs' }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Nodes' }));
    expect(screen.getByText('Never connected')).toBeInTheDocument();
    expect(screen.getByText(/25 to 30 minutes later/)).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Requests' }));
    expect(
      await screen.findByText('There are no requests that you can view.'),
    ).toBeInTheDocument();
  });

  it('loads another region', async () => {
    const user = userEvent.setup();
    const { calls } = await renderContent();

    await user.click(await screen.findByRole('button', { name: /Region/ }));
    await user.click(screen.getByRole('option', { name: 'eu-west-1' }));

    expect(calls.at(-1)).toEqual([
      'component:default/payments',
      { roleArn: identity().roleArn, region: 'eu-west-1', refresh: false },
    ]);
  });

  it.each<[string, RoleReadiness, string]>([
    [
      'a role that does not exist',
      {
        status: 'missing',
        roleArn: identity().roleArn,
        checkedAt: new Date().toISOString(),
      },
      'The role does not exist in the account.',
    ],
    [
      'a role that AWS denies access to',
      {
        status: 'fault',
        fault: fault('refused'),
        roleArn: identity().roleArn,
        checkedAt: new Date().toISOString(),
      },
      'Allow iam:GetRole to the portal’s role.',
    ],
  ])('shows %s', async (_, readiness, sentence) => {
    await renderContent(readiness);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says what to do if the portal fails', async () => {
    const failing = (await responded(
      500,
      'no database',
    )) as () => Promise<never>;
    await renderContent(failing);

    expect(await screen.findByRole('alert')).toHaveTextContent('no database');
  });

  it('offers to create a role if there is none', async () => {
    await renderContent(evidence, []);

    expect(
      await screen.findByText(/A Session Manager role gives shell access/),
    ).toBeInTheDocument();
  });

  it('shows the state of a claimed role, without its documents', async () => {
    const role: RoleStatus = {
      ...identity('orders-session-role', {
        foundBy: 'annotation',
        claim: { state: 'claimed', mayConfirm: true },
      }),
      status: 'claimed',
      readiness: {
        region: 'us-east-1',
        state: 'sessions-fail',
        online: 'no',
        starts: 'no',
        logged: { s3: null, cloudWatchLogs: null },
        problems: [
          {
            code: 'update-instance-information-denied',
            stage: 'online',
            severity: 'error',
          },
        ],
      },
    };
    const { roleArn, status, readiness } = role;
    await renderContent(
      { roleArn, checkedAt: new Date().toISOString(), status, readiness },
      [role],
    );

    expect(
      await screen.findByText(/is not allowed to register the node/),
    ).toBeInTheDocument();
    expect(screen.getByText('Sessions will fail')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Confirm ownership' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('Policies')).not.toBeInTheDocument();
    expect(screen.queryByText('Policy')).not.toBeInTheDocument();
  });
});
