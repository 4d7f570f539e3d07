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
  existing: 'what has these names already',
  instance: 'each instance',
  bucket: 'the bucket',
  request: 'the request',
};

const ACCOUNTS: Record<ActionGate['account'], string> = {
  role: '',
  'bucket-owner': ', in the account of the bucket',
};

const GATES: Record<ActionGate['demands'], string> = {
  'approved-request': 'only as an approved request, which it spends',
  'approved-role': 'only for a role that an approved request made',
  owner: 'refused: left to the owner',
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

describe('the page of the actions', () => {
  it('says of each what is asked before it runs, as the code asks it', () => {
    expect(
      section
        .split('\n')
        .filter(line => line.startsWith('| `'))
        .map(line => line.split('|').slice(1, -1))
        .map(cells => cells.map(cell => cell.trim())),
    ).toEqual(rows);
  });

  it('says why an action asks less, or more, than others', () => {
    const notes = Object.entries<ActionRule>(actionRules).flatMap(
      ([id, { note }]) => (note ? [`- \`${id}\`: ${note}`] : []),
    );

    expect(section.replace(/\n {2}/g, ' ').split('\n')).toEqual(
      expect.arrayContaining(notes),
    );
  });
});
