import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { headline, Readiness } from 'backstage-plugin-session-manager-common';
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
  fault,
  faulty,
  healthy,
  hoursAgo,
  identity,
  missing,
  shellless,
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

  it('tells what sessions may do, in words beside the marks', async () => {
    await renderCard(answering(oneRole(healthy)).api);

    await heading();
    expect(items('What sessions on the role may do')).toEqual([
      'Shell: yes',
      'Logs to S3 corp-logs/payments/*: yes',
      'Logs to CloudWatch /ssm/sessions: yes',
      expect.stringMatching(
        /^Encryption with KMS arn:aws:kms.*….*34cd-56ef-1234567890ab: yes$/,
      ),
    ]);
  });

  it('says what would settle what is unknown', async () => {
    await renderCard(answering(oneRole(shellless)).api);

    await heading();
    expect(items('What sessions on the role may do')).toEqual([
      'Shell: no',
      'Logs to any S3 bucket: unknown',
      'Logs to CloudWatch: no',
      'Encryption with KMS: no',
    ]);
    expect(
      screen.getByText(/read them in the AWS console to settle it/),
    ).toBeInTheDocument();
  });

  it('says of a role made elsewhere, too, that no session starts on it', async () => {
    const role = { ...shellless, drift: unmanaged.drift };
    await renderCard(answering(oneRole(role)).api);

    await heading();
    expect(
      screen.getByText(
        'A session on it would fail: it may not open the channels.',
      ),
    ).toBeInTheDocument();
  });

  it('says what a role is for that is none of a node’s, and no more', async () => {
    await renderCard(answering(oneRole(taskRole)).api);
    await heading();

    expect(screen.getByText(/^For ECS tasks, not for nodes/)).toBeVisible();
    expect(screen.getAllByText('Not a node role')[0]).toBeVisible();
    expect(screen.queryByText(/Shell/)).toBeNull();
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
          readiness: {
            ...taskRole.readiness,
            ...told,
            purpose: undefined,
            problems: [],
            headline: headline(told),
          },
        }),
      ).api,
    );
    await heading();

    const note = 'Sessions through SSH and port forwarding are never logged.';
    expect(screen.queryAllByText(note)).toHaveLength(isTold ? 1 : 0);
  });

  it('tells of a shell what is told of sessions', async () => {
    const dead: Readiness = {
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
      problems: [],
    };
    const { readiness } = taskRole;
    await renderCard(
      answering(
        oneRole({
          ...healthy,
          readiness: {
            ...readiness,
            ...dead,
            purpose: undefined,
            problems: [],
            headline: headline(dead),
          },
        }),
      ).api,
    );
    await heading();

    expect(items('What sessions on the role may do')[0]).toMatch(/^Shell: no/);
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
        '3 instances use it in us-east-1, eu-west-1 · last used yesterday in us-east-1 · in sync',
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
        /How many instances use it is not known. Allow iam:GetRole/,
      ),
    ).toBeInTheDocument();
  });

  it('does without an instance profile', async () => {
    await renderCard(
      answering(oneRole({ ...healthy, instanceProfile: undefined })).api,
    );

    expect(
      await screen.findByText('No instance profile holds the role'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('no use of it is known · in sync'),
    ).toBeInTheDocument();
  });

  it('lists what differs, with documents a key press away', async () => {
    const user = userEvent.setup();
    await renderCard(answering(oneRole(drifted)).api);

    expect(
      await screen.findByText('2 changes would put it right:'),
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
    expect(
      screen.getByRole('figure', { name: 'As asked for' }),
    ).toHaveTextContent('s3:PutObject');
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
