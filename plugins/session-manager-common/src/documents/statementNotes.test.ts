import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { permissionsPolicy } from './permissionsPolicy';
import { asList } from '../policy/PolicyDocument';
import { actionPurposes, narrowings, statementNote } from './statementNotes';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';

const statements = (policyStyle: 'documented' | 'least-privilege') =>
  asList(
    permissionsPolicy(
      resolveRoleSpec(
        {
          roleName: 'web',
          policyStyle,
          kmsKeyArn: KEY,
          s3: { bucket: 'their-logs', bucketOwner: '444455556666' },
          cloudWatchLogs: {},
        },
        { accountId: '111122223333', partition: 'aws' },
      ),
    ).Statement,
  );

describe('the notes on statements', () => {
  it('cover every action of both styles, and no other', () => {
    for (const style of ['documented', 'least-privilege'] as const) {
      const actions = statements(style).flatMap(({ Action }) => asList(Action));
      expect(actions.sort()).toEqual(Object.keys(actionPurposes).sort());
    }
  });

  it('give the purpose of a statement, without repetitions', () => {
    const [channels] = statements('documented');
    expect(statementNote(channels)).toBe(
      'Opens the channels that sessions run over.\nRegisters the node with Systems Manager.',
    );
  });

  it('explain for each least-privilege statement what a narrower one would break', () => {
    const written = statements('least-privilege');
    expect(written.map(({ Sid }) => Sid)).toEqual(
      narrowings.map(({ sid }) => sid),
    );
    for (const [index, { tighter }] of narrowings.entries()) {
      expect(statementNote(written[index])).toContain(tighter);
    }
  });

  it('are quoted in the documentation', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/least-privilege.md'),
      'utf8',
    );
    const rows = page
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line =>
        line
          .split('|')
          .map(cell => cell.trim())
          .slice(1, -1),
      );
    expect(rows).toEqual(
      narrowings.map(({ sid, narrowed, tighter }) => [
        `\`${sid}\``,
        narrowed.replaceAll('*', '`*`'),
        tighter.replaceAll('*', '`*`'),
      ]),
    );
  });
});
