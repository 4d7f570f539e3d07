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

describe('the details of a role', () => {
  it('tells which role it is, and leads to it', async () => {
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

  it('shortens the ARN, and copies it whole', async () => {
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

  it('tells how far sessions get, in words beside the marks', async () => {
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

  it('says nothing of sessions where the readiness could not be read', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    await heading();
    expect(
      screen.queryByRole('list', { name: 'Session readiness by stage' }),
    ).toBeNull();
  });

  it('says of a role made elsewhere, too, that no session starts on it', async () => {
    const role = { ...failing, drift: unmanaged.drift };
    await renderCard(answering(oneRole(role)).api);

    await heading();
    expect(
      screen.getByText(
        'Sessions fail because the node stays offline: the role is not allowed to open the control channel.',
      ),
    ).toBeInTheDocument();
  });

  it('says what a role is for that is none of a node’s, and no more', async () => {
    await renderCard(answering(oneRole(taskRole)).api);
    await heading();

    expect(screen.getByText(/^For ECS tasks, not for nodes/)).toBeVisible();
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
  ])('tells which sessions are never logged: %j', async (logged, isTold) => {
    const told: Readiness = {
      online: 'yes',
      starts: 'yes',
      logged,
      problems: [],
    };
    await renderCard(
      answering(
        oneRole({
          ...healthy,
          readiness: summaryOf(told),
        }),
      ).api,
    );
    await heading();

    const note = 'Sessions through SSH and port forwarding are never logged.';
    expect(screen.queryAllByText(note)).toHaveLength(isTold ? 1 : 0);
  });

  it('tells who uses the role, and when last', async () => {
    const lastUsed = { at: hoursAgo(25), region: 'us-east-1' };
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

  it('tells why the instances are not known', async () => {
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

  it('does without an instance profile', async () => {
    await renderCard(
      answering(oneRole({ ...healthy, instanceProfile: undefined })).api,
    );

    expect(
      await screen.findByText('The role is not in an instance profile'),
    ).toBeInTheDocument();
    expect(screen.getByText('no recorded use · in sync')).toBeInTheDocument();
  });

  it('lists what differs, with documents a key press away', async () => {
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

  it('says what AWS said, and what would settle it', async () => {
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

  it('offers to make a missing role under its name, in its account', async () => {
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
