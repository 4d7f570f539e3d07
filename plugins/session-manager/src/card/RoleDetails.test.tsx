import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Readiness } from 'backstage-plugin-session-manager-common';
import {
  answering,
  formOf,
  heading,
  items,
  oneRole,
  renderCard,
} from '../__testUtils__/renderCard';
import {
  drifted,
  entityRoles,
  failing,
  fault,
  faulty,
  healthy,
  hoursAgo,
  identity,
  missing,
  summaryOf,
  taskRole,
  unmanaged,
} from '../__testUtils__/roles';

const repairButton = () =>
  screen.findByRole('button', { name: 'Repair… payments-session-role' });

describe('the details of a role', () => {
  it('names the role, and links to it', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    await heading();
    expect(screen.getByText('production · 444455556666')).toBeInTheDocument();
    const console = screen.getByRole('link', {
      name: /Open payments-session-role in the AWS console/,
    });
    expect(console).toHaveAttribute('href', identity().consoleUrl);
    expect(console).toHaveAttribute('target', '_blank');
    expect(console).toHaveAttribute('rel', expect.stringContaining('noopener'));
  });

  it('shortens the ARN, and copies the full ARN', async () => {
    const user = userEvent.setup();
    await renderCard(answering(oneRole(healthy)).api);
    await heading();

    const { roleArn } = identity();
    expect(screen.queryByText(roleArn)).not.toBeInTheDocument();
    expect(screen.getByTitle(roleArn)).toHaveTextContent('…');

    const copied = jest.fn();
    document.execCommand = () => {
      copied(document.getSelection()?.toString());
      return true;
    };
    await user.click(
      screen.getByRole('button', { name: `Copy the ARN ${roleArn}` }),
    );
    expect(copied).toHaveBeenCalledWith(roleArn);
  });

  it('links to its nodes, to connect to them', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    const link = await screen.findByRole('button', {
      name: 'Connect to a node of payments-session-role',
    });
    const { pathname, searchParams } = new URL(
      link.getAttribute('href') ?? '',
      'http://localhost',
    );
    expect(pathname).toMatch(/\/session-manager$/);
    expect(Object.fromEntries(searchParams)).toEqual({
      role: identity().roleArn,
      section: 'nodes',
    });
  });

  it.each([
    [
      'has no instances',
      {
        ...healthy,
        instanceProfile: {
          name: 'profile',
          arn: 'arn',
          instances: { count: 0, regions: ['us-east-1'] },
        },
      },
    ],
    ['is for tasks', { ...healthy, readiness: taskRole.readiness }],
    ['is missing', missing],
  ])('has no link to connect if it %s', async (_, role) => {
    await renderCard(answering(oneRole(role)).api);

    await heading();
    expect(
      screen.queryByRole('button', { name: /^Connect to a node/ }),
    ).toBeNull();
  });

  it('shows the stages of a session, with text next to the marks', async () => {
    await renderCard(
      answering(
        oneRole({
          ...healthy,
          readiness: summaryOf({
            online: 'yes',
            starts: 'yes',
            logged: { s3: 'unknown', cloudWatchLogs: 'no' },
            problems: [],
          }),
        }),
      ).api,
    );

    await heading();
    expect(items('Session readiness by stage')).toEqual([
      'OnlineNode comes online: yes',
      'StartSession starts: yes',
      'LogAmazon S3: unknownCloudWatch Logs: no',
    ]);
  });

  it('is conditional about a node if no instance uses the role', async () => {
    await renderCard(
      answering(
        oneRole({
          ...healthy,
          instanceProfile: {
            ...healthy.instanceProfile!,
            instances: { count: 0, regions: ['us-east-1'] },
          },
          readiness: summaryOf({
            online: 'yes',
            starts: 'yes',
            logged: { s3: 'yes', cloudWatchLogs: null },
            problems: [],
          }),
        }),
      ).api,
    );

    await heading();
    expect(items('Session readiness by stage')).toEqual([
      'OnlineA node would come online: yes',
      'StartA session would start: yes',
      'LogAmazon S3: yes',
    ]);
    expect(
      screen.getByText(/^not used by any instance in us-east-1 ·/),
    ).toBeInTheDocument();
  });

  it('shows no readiness if it could not be read', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    await heading();
    expect(
      screen.queryByRole('list', { name: 'Session readiness by stage' }),
    ).toBeNull();
  });

  it('also shows the readiness of a role that the portal did not create', async () => {
    const role = { ...failing, drift: unmanaged.drift };
    await renderCard(answering(oneRole(role)).api);

    await heading();
    expect(
      screen.getByText(
        'Sessions fail because the node stays offline: the role is not allowed to open the control channel.',
      ),
    ).toBeInTheDocument();
  });

  it('shows only the purpose of a role that is not for nodes', async () => {
    await renderCard(answering(oneRole(taskRole)).api);
    await heading();

    expect(
      screen.getByText(/^This role is for ECS tasks, not for nodes/),
    ).toBeVisible();
    expect(screen.getAllByText('Not a node role')[0]).toBeVisible();
    expect(
      screen.queryByRole('list', { name: 'Session readiness by stage' }),
    ).toBeNull();
    expect(screen.queryByText(/would fail|will fail/)).toBeNull();
  });

  it.each<[Readiness['logged'], boolean]>([
    [{ s3: 'yes', cloudWatchLogs: null }, true],
    [{ s3: null, cloudWatchLogs: 'unknown' }, true],
    [{ s3: null, cloudWatchLogs: null }, false],
  ])('says which sessions are never logged: %j', async (logged, isShown) => {
    const readiness: Readiness = {
      online: 'yes',
      starts: 'yes',
      logged,
      problems: [],
    };
    await renderCard(
      answering(
        oneRole({
          ...healthy,
          readiness: summaryOf(readiness),
        }),
      ).api,
    );
    await heading();

    const note = 'Sessions through SSH and port forwarding are never logged.';
    expect(screen.queryAllByText(note)).toHaveLength(isShown ? 1 : 0);
  });

  it('shows who uses the role, and when it was last used', async () => {
    const lastUsed = { on: hoursAgo(24).slice(0, 10), region: 'us-east-1' };
    await renderCard(answering(oneRole({ ...healthy, lastUsed })).api);

    await heading();
    expect(
      screen.getByText('Instance profile payments-session-profile'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'used by 3 instances in us-east-1, eu-west-1 · last used yesterday in us-east-1 · in sync',
      ),
    ).toBeInTheDocument();
  });

  it('says why the number of instances is unknown', async () => {
    const instanceProfile = {
      name: 'profile',
      arn: 'arn',
      instances: { fault: fault('refused') },
    };
    await renderCard(answering(oneRole({ ...healthy, instanceProfile })).api);

    expect(
      await screen.findByText(
        /The number of instances that use the role is unknown. Allow iam:GetRole/,
      ),
    ).toBeInTheDocument();
  });

  it('shows a role without an instance profile', async () => {
    await renderCard(
      answering(oneRole({ ...healthy, instanceProfile: undefined })).api,
    );

    expect(
      await screen.findByText(
        'Not in an instance profile, which EC2 instances need',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('no recorded use · in sync')).toBeInTheDocument();
  });

  it('lists the differences, with collapsed documents', async () => {
    const user = userEvent.setup();
    await renderCard(answering(oneRole(drifted)).api);

    expect(
      await screen.findByText('2 changes would bring the role back in sync:'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Attach policy payments-policy to role payments-session-role',
      ),
    ).toBeInTheDocument();
    const button = screen.getByRole('button', { name: 'Before and after' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText(/s3:PutObject/)).not.toBeInTheDocument();

    act(() => button.focus());
    await user.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('figure', { name: 'Requested' })).toHaveTextContent(
      's3:PutObject',
    );
  });

  it('opens the form with the recorded spec to repair a drifted role', async () => {
    const repair = {
      spec: {
        roleName: 'payments-session-role',
        accountId: '444455556666',
        entityRef: 'component:default/payments',
        s3: { bucket: 'corp-logs', prefix: 'payments' },
      },
      changes: [],
      adopt: false,
    };
    await renderCard(answering(oneRole({ ...drifted, repair })).api);

    const { path, fields } = formOf(await repairButton());
    expect(path).toBe('/create/templates/default/session-manager-role-logging');
    expect(fields).toEqual({
      roleName: 'payments-session-role',
      accountId: '444455556666',
      entityRef: 'component:default/payments',
      logToS3: true,
      bucket: 'corp-logs',
      prefix: 'payments',
      logToCloudWatch: false,
    });
  });

  it('leads to the tab to repair a role that another tool manages', async () => {
    const repair = {
      spec: { roleName: 'payments-session-role' },
      changes: [],
      adopt: true,
      managedBy: { name: 'Terraform', evidence: 'tag ManagedBy' },
    };
    await renderCard(answering(oneRole({ ...failing, repair })).api);

    const { pathname, searchParams } = new URL(
      (await repairButton()).getAttribute('href') ?? '',
      'http://localhost',
    );
    expect(pathname).toMatch(/\/session-manager$/);
    expect(searchParams.get('role')).toBe(identity().roleArn);
  });

  it('says whom to ask if the caller may not repair the role', async () => {
    const repair = {
      spec: { roleName: 'payments-session-role' },
      changes: [],
      adopt: false,
    };
    const may = { change: false, attach: true, delete: true };
    await renderCard(
      answering(entityRoles([{ ...identity(), ...drifted, repair, may }])).api,
    );
    await heading();
    expect(
      screen.getByText(/^You do not have permission to change or repair/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Repair…/ })).toBeNull();
  });

  it('has no repair if there is nothing to repair', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    await heading();
    expect(screen.queryByRole('button', { name: /^Repair…/ })).toBeNull();
  });

  it('shows the error of AWS, and how to fix it', async () => {
    await renderCard(answering(oneRole(faulty('refused'))).api);

    await heading();
    expect(
      screen.getByText('Allow iam:GetRole to the portal’s role.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('AccessDenied: not authorized to perform: iam:GetRole'),
    ).toBeInTheDocument();
    expect(screen.getByText('AWS request a1b2c3')).toBeInTheDocument();
  });

  it('offers to create a missing role with its name, in its account', async () => {
    await renderCard(answering(oneRole(missing)).api);

    const button = await screen.findByRole('button', {
      name: 'Create the role',
    });
    expect(formOf(button).fields).toEqual({
      entityRef: 'component:default/payments',
      roleName: 'payments-session-role',
      accountId: '444455556666',
    });
  });
});
