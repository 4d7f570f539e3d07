// Writes what the last mutation run found, by room, into docs/development.md.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';

const DOCS = 'docs/development.md';
const ROOT = 'plugins/session-manager-common/src/';
const KILLED = ['Killed', 'Timeout'];
const COUNTED = [...KILLED, 'Survived', 'NoCoverage'];

const { files } = JSON.parse(await readFile('reports/mutation.json', 'utf8'));
const rooms = Map.groupBy(
  Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => COUNTED.includes(status))
      .map(({ status }) => ({
        room: path.relative(ROOT, file).split('/')[0],
        killed: KILLED.includes(status),
      })),
  ),
  ({ room }) => room,
);

const row = (name, mutants) => {
  const killed = mutants.filter(mutant => mutant.killed).length;
  const share = ((100 * killed) / mutants.length).toFixed(1);
  return `| ${name} | ${mutants.length} | ${killed} | ${share} % |`;
};
const table = [
  '| room | mutants | killed | share |',
  '| - | -: | -: | -: |',
  ...[...rooms]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, mutants]) => row(`\`${name}\``, mutants)),
  row('all', [...rooms.values()].flat()),
].join('\n');

const text = await readFile(DOCS, 'utf8');
const block = /(<!-- mutation -->\n)[\s\S]*?(<!-- \/mutation -->)/;
await writeFile(
  DOCS,
  await format(text.replace(block, `$1\n${table}\n\n$2`), {
    parser: 'markdown',
  }),
);
console.log(table);
