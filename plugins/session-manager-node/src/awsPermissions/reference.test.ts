import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Permission, PermissionScope } from './Permission';
import { policyFor } from './policyFor';
import { PortalPart, portalPermissions } from './portalPermissions';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/permissions.md'),
  'utf8',
);

/** The accounts used on the page. */
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

/** Parts that run another one, and need the same as it. */
const SAME_AS: Partial<Record<PortalPart, PortalPart>> = {
  'session-manager:roles:create': 'session-manager:role:create',
};

const parts = (
  Object.entries(portalPermissions) as Array<
    [PortalPart, readonly Permission[]]
  >
).filter(([part]) => !(part in SAME_AS));

/** The text of the page under a heading, up to the next heading. */
function sectionOf(heading: string): string {
  const sections = page.split(/^#+ /m);
  const found = sections.filter(text => text.startsWith(`${heading}\n`));
  expect(found).toHaveLength(1);
  return found[0];
}

/** The cells of a table, without its header. */
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
  it.each(parts)(
    'lists the permissions of %s and their purpose',
    (part, permissions) => {
      const section = sectionOf(HEADINGS[part] ?? `\`${part}\``);

      expect(rowsOf(section)).toEqual(
        permissions.map(({ action, why }) => [`\`${action}\``, why]),
      );
    },
  );

  it.each(parts)('contains the policy of %s', (part, permissions) => {
    const section = sectionOf(HEADINGS[part] ?? `\`${part}\``);
    const wanted = [
      policyFor(permissions, SCOPE),
      policyFor(permissions, OWNER, 'bucket-owner'),
    ].filter(({ Statement }) => (Statement as unknown[]).length > 0);

    expect(policiesOf(section)).toEqual(wanted);
  });

  it.each(Object.entries(SAME_AS) as Array<[PortalPart, PortalPart]>)(
    'says that %s needs the same as %s',
    (part, other) => {
      expect(portalPermissions[part]).toBe(portalPermissions[other]);
      expect(sectionOf(`\`${part}\``)).toContain(
        `Those of [\`${other}\`](#${other.replace(/:/g, '')})`,
      );
    },
  );

  it('contains the policy for an account with a permissions boundary', () => {
    expect(policiesOf(sectionOf('With a permissions boundary'))).toEqual([
      policyFor(portalPermissions['session-manager:role:create'], {
        ...SCOPE,
        permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      }),
    ]);
  });
});
