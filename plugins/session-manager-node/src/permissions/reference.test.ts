import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Permission, PermissionScope } from './Permission';
import { policyFor } from './policyFor';
import { PortalPart, portalPermissions } from './portalPermissions';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/permissions.md'),
  'utf8',
);

/** The accounts of the page. */
const SCOPE: PermissionScope = {
  partition: 'aws',
  accountId: '111122223333',
  path: '/session-manager/',
};
const OWNER: PermissionScope = {
  ...SCOPE,
  accountId: '444455556666',
  allow: { buckets: ['audit-session-logs-*'] },
};

const HEADINGS: Partial<Record<PortalPart, string>> = {
  backend: 'The backend',
  'other-accounts': 'Other accounts',
};

const parts = Object.entries(portalPermissions) as Array<
  [PortalPart, readonly Permission[]]
>;

/** What the page says under a heading, up to the next. */
function sectionOf(heading: string): string {
  const sections = page.split(/^#+ /m);
  const found = sections.filter(text => text.startsWith(`${heading}\n`));
  expect(found).toHaveLength(1);
  return found[0];
}

/** The cells of a table, without its head. */
function rowsOf(section: string): string[][] {
  return section
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line => line.split('|').slice(1, -1))
    .map(cells => cells.map(cell => cell.trim()));
}

function policiesOf(section: string): unknown[] {
  return [...section.matchAll(/```json\n([^]*?)```/g)].map(([, json]) =>
    JSON.parse(json),
  );
}

describe('the reference of permissions', () => {
  it.each(parts)('says what %s needs, and what for', (part, permissions) => {
    const section = sectionOf(HEADINGS[part] ?? `\`${part}\``);

    expect(rowsOf(section)).toEqual(
      permissions.map(({ action, why }) => [`\`${action}\``, why]),
    );
  });

  it.each(parts)('has the policy of %s', (part, permissions) => {
    const section = sectionOf(HEADINGS[part] ?? `\`${part}\``);
    const wanted = [
      policyFor(permissions, SCOPE),
      policyFor(permissions, OWNER, 'bucket-owner'),
    ].filter(({ Statement }) => (Statement as unknown[]).length > 0);

    expect(policiesOf(section)).toEqual(wanted);
  });

  it('has the policy for an account with a permissions boundary', () => {
    expect(policiesOf(sectionOf('With a permissions boundary'))).toEqual([
      policyFor(portalPermissions['session-manager:role:create'], {
        ...SCOPE,
        permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      }),
    ]);
  });
});
