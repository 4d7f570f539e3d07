// The table of mutation test results in docs/development.md.
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';

const DOCS = 'docs/development.md';
const BLOCK = /(<!-- mutation -->\n)([\s\S]*?)(<!-- \/mutation -->)/;
const ROW = /^\| `(\w+)` +\| +(\d+) \| +(\d+) \|/gm;

/** Updates the rows of the measured rooms, and preserves the others. */
export async function writeTable(measured) {
  const text = await readFile(DOCS, 'utf8');
  const otherRows = [...text.match(BLOCK)[2].matchAll(ROW)]
    .map(([, room, mutants, killed]) => ({
      room,
      mutants: Number(mutants),
      killed: Number(killed),
    }))
    .filter(({ room }) => !measured.some(each => each.room === room));
  const rows = [...otherRows, ...measured].sort((a, b) =>
    a.room.localeCompare(b.room),
  );
  const sum = key => rows.reduce((total, row) => total + row[key], 0);
  const table = [
    '| folder | mutants | killed | share |',
    '| - | -: | -: | -: |',
    ...rows.map(({ room, ...counts }) => line(`\`${room}\``, counts)),
    line('all', { mutants: sum('mutants'), killed: sum('killed') }),
  ].join('\n');
  await writeFile(
    DOCS,
    await format(text.replace(BLOCK, `$1\n${table}\n\n$3`), {
      parser: 'markdown',
    }),
  );
}

const line = (name, { mutants, killed }) =>
  `| ${name} | ${mutants} | ${killed} | ${((100 * killed) / mutants).toFixed(1)} % |`;
