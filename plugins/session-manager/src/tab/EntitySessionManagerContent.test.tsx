import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  documents,
  explainMessage,
  ExplainRequest,
  predict,
  Problem,
  RoleEvidence,
  RoleReadiness,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { formOf, noRequests, responded } from '../__testUtils__/renderCard';
import {
  drifted,
  entityRoles,
  fault,
  healthy,
  identity,
  payments,
  taskRole,
} from '../__testUtils__/roles';
import { selectedTemplateRouteRef } from '../routes';
import { EntitySessionManagerContent } from './EntitySessionManagerContent';

const KEY = 'arn:aws:kms:us-east-1:444455556666:key/9999';
const KEY_REFUSED: Problem = {
  code: 's3-key-generate-denied',
  stage: 'log',
  severity: 'error',
  action: 'kms:GenerateDataKey',
  resource: KEY,
  agentMessage: 'Failed to upload shell session logs to S3: *',
  decisive: [
    {
      source: 'identity',
      policy: 0,
      index: 1,
      statement: { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
    },
  ],
  repair: {
    kind: 'allow',
    statement: {
      Effect: 'Allow',
      Action: 'kms:GenerateDataKey',
      Resource: KEY,
    },
  },
};

const PREFERENCES = {
  s3BucketName: 'corp-logs',
  s3KeyPrefix: '',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/ssm/sessions',
  cloudWatchEncryptionEnabled: false,
  cloudWatchStreamingEnabled: false,
  kmsKeyId: '',
  runAsEnabled: false,
  runAsDefaultUser: '',
};

const evidence: RoleEvidence & { roleArn: string; checkedAt: string } = {
  status: 'found',
  roleArn: identity().roleArn,
  checkedAt: new Date().toISOString(),
  region: 'us-east-1',
  regions: ['us-east-1', 'eu-west-1'],
  readiness: {
    online: 'yes',
    starts: 'yes',
    logged: { s3: 'no', cloudWatchLogs: 'yes' },
    problems: [KEY_REFUSED],
  },
  policies: [
    {
      name: 'payments-policy',
      arn: 'arn:aws:iam::444455556666:policy/payments-policy',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
          { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
        ],
      },
    },
  ],
  preferences: {
    document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
    status: 'found',
    preferences: PREFERENCES,
  },
  facts: { region: 'us-east-1' },
  secondOpinion: {
    status: 'given',
    compared: 9,
    undecided: 0,
    disagreements: [
      {
        code: 'create-data-channel-denied',
        stage: 'start',
        action: 'ssmmessages:CreateDataChannel',
        resource: '*',
        predicted: 'allowed',
        simulated: 'denied',
        deniedBy: 'organization',
      },
    ],
  },
  repair: {
    spec: {
      roleName: 'payments-session-role',
      accountId: '444455556666',
      s3: { bucket: 'corp-logs', kmsKeyArn: KEY },
    },
    changes: [{ field: 's3.kmsKeyArn', after: KEY }],
    adopt: true,
  },
  instances: {
    status: 'read',
    count: 1,
    instances: [
      {
        instanceId: 'i-0abc',
        ping: 'unseen',
        fits: 'no',
        notes: ['waits-for-credentials'],
      },
    ],
  },
};

/** What is predicted of a role whose policy writes logs to this ARN. */
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
) {
  const asked: unknown[] = [];
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [
          sessionManagerApiRef,
          {
            getEntityRoles: async () => entityRoles(roles),
            ...noRequests,
            explainMessage: async ({ message }: ExplainRequest) => ({
              explanation: explainMessage(message, {
                readiness: evidence.readiness,
              }),
            }),
            getRoleReadiness: async (entityRef: string, role: object) => {
              asked.push([entityRef, role]);
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
    },
  );
  return asked;
}

describe('the tab of an entity', () => {
  it('shows what the trust policy needs, and on which nodes that is so', async () => {
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

  it('offers a role beside one that another tool keeps', async () => {
    await renderContent({
      ...evidence,
      repair: {
        spec: { roleName: 'payments-session-role' },
        changes: [],
        adopt: true,
        managedBy: { name: 'Terraform', evidence: 'tag ManagedBy' },
        beside: { roleName: 'payments-session-role-sessions' },
      },
    });

    const beside = await screen.findByRole('button', {
      name: 'Create another role…',
    });
    expect(formOf(beside).fields).toMatchObject({
      roleName: 'payments-session-role-sessions',
    });
    expect(formOf(beside).fields).not.toHaveProperty('adopt');
    expect(
      screen.getByText(/managed by Terraform \(tag ManagedBy\)/),
    ).toBeVisible();
  });

  it('shows no stages of a role that is for something else', async () => {
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

    expect(await screen.findByText(/^For ECS tasks/)).toBeVisible();
    expect(screen.queryByText('Node comes online')).toBeNull();
    expect(screen.queryByText('No problems found')).toBeNull();
  });

  it('leads with a sentence, then shows how far a session comes', async () => {
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

  it('says of a problem what people see, why, and what mends it', async () => {
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

  it('opens the form with what mends the role', async () => {
    await renderContent();

    const { path, fields } = formOf(
      await screen.findByRole('button', { name: 'Repair…' }),
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

  it('says what else refuses a call that the role allows', async () => {
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

  it('marks the statement that decides in its policy', async () => {
    await renderContent();

    const marked = await screen.findByText('deciding');
    expect(marked.parentElement).toHaveTextContent('"Deny"');
  });

  it('does not hide that AWS says otherwise', async () => {
    await renderContent();

    expect(await screen.findByRole('note')).toHaveTextContent(
      'ssmmessages:CreateDataChannel on *: allowed in the prediction, denied in the simulator. Denied by a policy of the organization.',
    );
  });

  it('has the differences, preferences, instances and requests', async () => {
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
    await user.click(screen.getByRole('tab', { name: 'Instances' }));
    expect(screen.getByText('Never connected')).toBeInTheDocument();
    expect(screen.getByText(/25 to 30 minutes later/)).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Requests' }));
    expect(
      await screen.findByText('There are no requests that you can view.'),
    ).toBeInTheDocument();
  });

  it('asks for another region', async () => {
    const user = userEvent.setup();
    const asked = await renderContent();

    await user.click(await screen.findByRole('button', { name: /Region/ }));
    await user.click(screen.getByRole('option', { name: 'eu-west-1' }));

    expect(asked.at(-1)).toEqual([
      'component:default/payments',
      { roleArn: identity().roleArn, region: 'eu-west-1', refresh: false },
    ]);
  });

  it.each<[string, RoleReadiness, string]>([
    [
      'a role that is gone',
      {
        status: 'missing',
        roleArn: identity().roleArn,
        checkedAt: new Date().toISOString(),
      },
      'The role does not exist in the account.',
    ],
    [
      'a role that AWS does not show',
      {
        status: 'fault',
        fault: fault('refused'),
        roleArn: identity().roleArn,
        checkedAt: new Date().toISOString(),
      },
      'Allow iam:GetRole to the portal’s role.',
    ],
  ])('tells of %s', async (_, readiness, sentence) => {
    await renderContent(readiness);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says what to do where the portal fails', async () => {
    const failing = (await responded(
      500,
      'no database',
    )) as () => Promise<never>;
    await renderContent(failing);

    expect(await screen.findByRole('alert')).toHaveTextContent('no database');
  });

  it('offers a role where there is none', async () => {
    await renderContent(evidence, []);

    expect(
      await screen.findByText(/A Session Manager role gives shell access/),
    ).toBeInTheDocument();
  });

  it('shows of a claimed role how it stands, and no document', async () => {
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
