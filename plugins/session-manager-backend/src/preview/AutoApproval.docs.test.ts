import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  autoApproveRule,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { readSessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { parse } from 'yaml';

it('approves what docs/requests.md states', () => {
  const text = readFileSync(
    resolvePath(__dirname, '../../../../docs/requests.md'),
    'utf8',
  );
  const [, yaml = ''] = /```yaml\n(sessionManager:[^`]*)```/.exec(text) ?? [];
  const config = readSessionManagerConfig(new ConfigReader(parse(yaml)));
  const [account] = config.accounts!;
  const approves = (spec: Partial<RoleSpec>, bucketOwner?: string) => {
    const settings = { ...account, partition: 'aws' };
    return autoApproveRule(
      {
        spec: resolveRoleSpec(
          {
            roleName: 'payments',
            policyStyle: 'least-privilege',
            ...spec,
          },
          settings,
        ),
        adopt: false,
        exclusive: false,
      },
      account.approval!,
      { account: settings, bucketOwner },
    )?.name;
  };
  const own = account.accountId;
  const s3 = {
    bucket: 'corp-session-logs-eu',
    prefix: 'teams/payments',
  };
  const cloudWatchLogs = { logGroup: '/ssm/sessions' };

  expect(approves({ s3, cloudWatchLogs }, own)).toBe('own-logs');
  expect(approves({ roleTags: { team: 'payments' } })).toBe('own-logs');
  // Each of these requires approvers according to the page.
  expect(approves({ s3 })).toBeUndefined();
  expect(approves({ s3 }, '777788889999')).toBeUndefined();
  expect(
    approves({ s3: { bucket: 'corp-session-logs-eu' } }, own),
  ).toBeUndefined();
  expect(approves({ s3, policyStyle: 'documented' }, own)).toBeUndefined();
  expect(approves({ cloudWatchLogs: {} })).toBeUndefined();
  expect(approves({ target: 'hybrid' })).toBeUndefined();
  expect(
    approves({
      kmsKeyArn: `arn:aws:kms:us-east-1:${own}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    }),
  ).toBeUndefined();
});
