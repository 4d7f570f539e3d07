import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AGENT_CALLS } from './agentCalls';
import { AGENT_MESSAGES, agentMessageOf } from './messages';

const calls = Object.values(AGENT_CALLS);
const codesToldOf = AGENT_MESSAGES.flatMap(({ tells }) => tells);

describe('the agent’s calls and messages', () => {
  it('are in the order of the stages', () => {
    const stages = calls.map(({ stage }) => stage);
    expect(stages).toEqual(
      ['online', 'start', 'log'].flatMap(one =>
        stages.filter(stage => stage === one),
      ),
    );
  });

  it('tell each problem by one message', () => {
    expect(new Set(codesToldOf).size).toBe(codesToldOf.length);
  });

  it('have a message for each refusal', () => {
    expect(calls.filter(({ code }) => !agentMessageOf(code))).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = AGENT_MESSAGES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/*
 * The table in the documentation. UPDATE_DOCS=1 writes it anew; prettier then
 * aligns its columns, which are not compared.
 */
describe('docs/readiness.md', () => {
  const file = path.resolve(__dirname, '../../../../docs/readiness.md');
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

  it('has the calls as they are', () => {
    if (process.env.UPDATE_DOCS) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(block, `$1\n${table}\n\n$3`));
    }
    const [, , told] = block.exec(readFileSync(file, 'utf8')) ?? [];
    expect(plain(told)).toBe(plain(table));
  });
});
