import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ActionCheck,
  ActionGate,
  ActionRule,
  actionRules,
} from 'backstage-plugin-session-manager-common';

const page = readFileSync(
  resolve(__dirname, '../../../docs/actions/index.md'),
  'utf8',
);

const CHANGES: Record<ActionRule['changes'], string> = {
  aws: 'AWS',
  requests: 'the list of requests',
  workspace: 'files of the task',
  nothing: 'nothing',
};

const SUBJECTS: Record<ActionCheck['subject'], string> = {
  role: 'the role of the step',
  existing: 'existing resources of these names',
  instance: 'each instance',
  bucket: 'the bucket',
  request: 'the request',
  preferences: 'the preferences',
};

const ACCOUNTS: Record<ActionGate['account'], string> = {
  role: '',
  'bucket-owner': ', in the account of the bucket',
};

const GATES: Record<ActionGate['demands'], string> = {
  'approved-request': 'only to provision an approved request, which it uses up',
  'approved-role': 'only for a role that an approved request created',
  owner: 'refused: the owner must do it',
};

const rows = Object.entries<ActionRule>(actionRules).map(
  ([id, { changes, checks, gates }]) => [
    `\`${id}\``,
    CHANGES[changes],
    checks
      .map(
        ({ permission, subject, account }) =>
          `\`${permission.name}\` for ${SUBJECTS[subject]}${ACCOUNTS[account]}`,
      )
      .join('; ') || 'none',
    gates
      .map(({ account, demands }) => `${GATES[demands]}${ACCOUNTS[account]}`)
      .join('; ') || 'runs',
  ],
);

const [, section] = page.split('## Who may run them\n');

describe('docs/actions/index.md', () => {
  it('lists the permissions and approvals that the code requires of each action', () => {
    expect(
      section
        .split('\n')
        .filter(line => line.startsWith('| `'))
        .map(line => line.split('|').slice(1, -1))
        .map(cells => cells.map(cell => cell.trim())),
    ).toEqual(rows);
  });

  it('explains why an action requires less, or more, than others', () => {
    const notes = Object.entries<ActionRule>(actionRules).flatMap(
      ([id, { note }]) => (note ? [`- \`${id}\`: ${note}`] : []),
    );

    expect(section.replace(/\n {2}/g, ' ').split('\n')).toEqual(
      expect.arrayContaining(notes),
    );
  });
});
