import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RecordedRole } from 'backstage-plugin-session-manager-common';
import {
  KEY,
  line,
  open,
  preferencesOf,
  PRODUCTION,
  recorded,
  renderRoleForm,
  SERVICE,
} from '../__testUtils__/roleFormPage';

jest.setTimeout(30_000);

const FORM = { entityRef: SERVICE, accountId: PRODUCTION.accountId };
const ROLE: RecordedRole = recorded({
  roleName: 'payments-session-role',
  entityRef: SERVICE,
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-logs', prefix: 'sessions' },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
  roleTags: { team: 'shop' },
});
const shown = async () =>
  waitFor(() =>
    expect(line('Logs to Amazon S3')).toHaveTextContent(
      'current setting of the role',
    ),
  );
const confirmation = () =>
  screen.findByRole('checkbox', { name: 'Remove these settings' });

describe('SessionManagerLosses', () => {
  // The scaffolder's form scrolls to its top, which jsdom does not support.
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('shows nothing if the role loses nothing', async () => {
    const { create } = await renderRoleForm({
      form: FORM,
      getRecordedRole: async () => ROLE,
    });
    await shown();

    expect(screen.queryByText('What the role would lose')).toBeNull();
    expect(await create()).toMatchObject({ losses: [] });
  });

  it('names what the role would lose, and requires a confirmation', async () => {
    const { review, create, container } = await renderRoleForm({
      form: FORM,
      getRecordedRole: async () => ROLE,
    });
    await shown();
    await open('Logs to Amazon S3');
    await userEvent.click(screen.getByLabelText('Write to S3'));
    await open('Session key');
    await userEvent.clear(screen.getByLabelText('Session key ARN'));

    expect(
      await screen.findByText('Logs to Amazon S3: corp-logs/sessions'),
    ).toBeVisible();
    expect(screen.getByText(`Session key: ${KEY}`)).toBeVisible();
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);

    await review();
    expect(
      (await screen.findAllByText(/would lose settings that it has now\./))[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^create/i })).toBeNull();

    await userEvent.click(await confirmation());
    expect(await create()).toMatchObject({
      logToS3: false,
      losses: ['s3', 'kmsKeyArn'],
    });
  });

  it('requires another confirmation if the role would lose more', async () => {
    const { review } = await renderRoleForm({
      form: FORM,
      getRecordedRole: async () => ROLE,
    });
    await shown();
    await open('Logs to Amazon S3');
    await userEvent.click(screen.getByLabelText('Write to S3'));
    await userEvent.click(await confirmation());
    expect(await confirmation()).toBeChecked();

    await open('Logs to CloudWatch Logs');
    await userEvent.click(screen.getByLabelText('Write to CloudWatch Logs'));

    expect(await confirmation()).not.toBeChecked();
    await review();
    expect(screen.queryByRole('button', { name: /^create/i })).toBeNull();
  });

  it('names what a link to an existing role would remove', async () => {
    const { review } = await renderRoleForm({
      form: {
        ...FORM,
        roleName: 'payments-session-role',
        logToS3: false,
        logToCloudWatch: true,
        logGroup: '/ssm/sessions',
        kmsKeyArn: KEY,
      },
      getRecordedRole: async () => ROLE,
    });
    expect(await confirmation()).not.toBeChecked();
    expect(screen.getByText('Role tag: team = shop')).toBeVisible();

    await review();
    expect(screen.queryByRole('button', { name: /^create/i })).toBeNull();
  });

  it('does not accept the form before everything is filled in', async () => {
    let respond = (_: ReturnType<typeof preferencesOf>) => {};
    const { review, create } = await renderRoleForm({
      form: { ...FORM, logToS3: false },
      getAccountPreferences: () =>
        new Promise(resolve => {
          respond = resolve;
        }),
    });
    await screen.findByText('Reading the session preferences…');
    await review();
    respond(preferencesOf());

    expect(
      (await screen.findAllByText(/were still being read/))[0],
    ).toBeVisible();
    await waitFor(() =>
      expect(line('Session key')).toHaveTextContent('production'),
    );
    expect(await create()).toMatchObject({ kmsKeyArn: KEY });
  });
});
