// Fails on each installed package whose license is not permissive, AGPL and
// GPL among them, or that has none.
import { installedPackages } from './publish/installed.mjs';
import { licenseProblem } from './publish/licenses.mjs';
import { ROOT } from './publish/packages.mjs';

const packages = installedPackages(ROOT);
const problems = packages.flatMap(({ manifest }) => {
  const problem = licenseProblem(manifest);
  return problem ? [`${manifest.name}@${manifest.version} ${problem}`] : [];
});
for (const problem of problems) {
  console.error(problem);
}
console.log(
  `${packages.length} installed packages, ${problems.length} whose license is not permitted (.ci/publish/licenses.mjs)`,
);
process.exitCode = problems.length === 0 && packages.length > 0 ? 0 : 1;
