// Names the commits since a base that their author has not signed off:
//   node .ci/check-sign-off.mjs <base>
import { execFileSync } from 'node:child_process';

const [base] = process.argv.slice(2);
const FORMAT =
  '%h%x00%an <%ae>%x00%s%x00%(trailers:key=Signed-off-by,valueonly)%x01';

const commits = execFileSync(
  'git',
  ['log', '--no-merges', `--format=${FORMAT}`, `${base}..HEAD`],
  { encoding: 'utf8' },
)
  .split('\x01')
  .map(text => text.trim())
  .filter(text => text !== '')
  .map(text => text.split('\0'));
const unsigned = commits.filter(
  ([, author, , signers]) => !signers.split('\n').includes(author),
);
for (const [id, author, subject] of unsigned) {
  console.log(`${id} "${subject}" is not signed off by ${author}`);
}
console.log(
  `${commits.length} commits, ${unsigned.length} without the sign-off of their author (CONTRIBUTING.md)`,
);
process.exitCode = unsigned.length === 0 ? 0 : 1;
