import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AGENT_CALLS } from './agentCalls';
import { AGENT_MESSAGES, agentMessageOf } from './messages';

const calls = Object.values(AGENT_CALLS);
const messageCodes = AGENT_MESSAGES.flatMap(({ problemCodes }) => problemCodes);

describe('the agent’s calls and messages', () => {
  it('lists the calls in the order of the stages', () => {
    const stages = calls.map(({ stage }) => stage);
    expect(stages).toEqual(
      ['online', 'start', 'log'].flatMap(one =>
        stages.filter(stage => stage === one),
      ),
    );
  });

  it('has at most one message per problem code', () => {
    expect(new Set(messageCodes).size).toBe(messageCodes.length);
  });

  it('has a message for each denied call', () => {
    expect(calls.filter(({ code }) => !agentMessageOf(code))).toEqual([]);
  });

  it('has unique message ids', () => {
    const ids = AGENT_MESSAGES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/*
 * Compares the table in the documentation with the code. With UPDATE_DOCS=1 the
 * table is rewritten. Prettier aligns the columns, so whitespace is ignored.
 */
describe('docs/readiness.md', () => {
  const file = path.resolve(__dirname, '../../../../../docs/readiness.md');
  const table = [
    '| stage | action | on | when | if refused |',
    '| - | - | - | - | - |',
    ...calls.map(
      ({ stage, action, resource, when, refused }) =>
        `| ${stage} | \`${action}\` | \`${resource}\` | ${when} | ${refused} |`,
    ),
  ].join('\n');
  const block = /(<!-- calls -->\n)([\s\S]*)(<!-- \/calls -->)/;
  const plain = (text = '') =>
    text.replace(/-{2,}/g, '-').replace(/ +/g, ' ').trim();

  it('lists the current calls', () => {
    if (process.env.UPDATE_DOCS) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(block, `$1\n${table}\n\n$3`));
    }
    const [, , documented] = block.exec(readFileSync(file, 'utf8')) ?? [];
    expect(plain(documented)).toBe(plain(table));
  });
});
