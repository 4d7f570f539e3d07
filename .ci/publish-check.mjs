// Names everything that stops the packages from being published: each place
// where a placeholder is left, and what a registry or its readers would miss.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { linkedFiles, relativeLinks } from './publish/links.mjs';
import { metadataOf, repositoryOf } from './publish/metadata.mjs';
import { publishablePackages, ROOT } from './publish/packages.mjs';
import { placeholdersLeft } from './publish/placeholders.mjs';

const read = (...parts) => readFileSync(path.join(ROOT, ...parts), 'utf8');
const exists = (...parts) => existsSync(path.join(ROOT, ...parts));
const packages = publishablePackages();
const repository = repositoryOf(JSON.parse(read('package.json')));

const problems = [
  ...placeholdersLeft(ROOT).map(
    ({ file, line, placeholder }) => `${file}:${line}: ${placeholder} is left`,
  ),
  ...packages.flatMap(it => [
    ...manifestProblems(it),
    ...readmeProblems(it),
    ...(exists(it.directory, 'LICENSE') &&
    read(it.directory, 'LICENSE') === read('LICENSE')
      ? []
      : [`${it.directory}/LICENSE: is not the LICENSE of the repository`]),
  ]),
  ...releaseProblems(),
  ...outputOf('.ci/generate-notice.mjs', '--check'),
  ...outputOf('.ci/check-licenses.mjs'),
  ...outputOf(
    'node_modules/@backstage/cli/bin/backstage-cli',
    ...['repo', 'fix', '--check', '--publish'],
  ),
];
for (const problem of problems) {
  console.log(problem);
}
console.log(
  problems.length === 0
    ? `${packages.length} packages can be published.`
    : `\n${problems.length} problems. For the placeholders, see docs/releasing.md.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function manifestProblems({ directory, manifest }) {
  const file = `${directory}/package.json`;
  const wrong = Object.entries(metadataOf({ directory, repository }))
    .filter(([key, value]) => !isSame(manifest[key], value))
    .map(([key, value]) => `${file}: "${key}" is not ${JSON.stringify(value)}`);
  const needed = [
    'CHANGELOG.md',
    'dist',
    ...(exists(directory, 'config.d.ts') ? ['config.d.ts'] : []),
  ];
  return [
    ...wrong,
    ...needed
      .filter(name => !manifest.files?.includes(name))
      .map(name => `${file}: "files" lacks ${name}`),
    ...(exists(directory, 'config.d.ts') &&
    manifest.configSchema !== 'config.d.ts'
      ? [`${file}: "configSchema" is not config.d.ts`]
      : []),
    ...(manifest.publishConfig?.access === 'public'
      ? []
      : [`${file}: "publishConfig.access" is not public`]),
    ...['description', 'keywords']
      .filter(key => !manifest[key]?.length)
      .map(key => `${file}: "${key}" is missing`),
  ];
}

function readmeProblems({ directory }) {
  const file = `${directory}/README.md`;
  if (!exists(file)) {
    return [`${file}: is missing`];
  }
  return [
    ...relativeLinks(read(file)).map(
      link => `${file}: the link ${link} is relative (yarn publish:links)`,
    ),
    ...linkedFiles(read(file), repository)
      .filter(linked => !exists(linked))
      .map(linked => `${file}: links to ${linked}, which does not exist`),
  ];
}

/** Without a changeset or a changelog, nothing says what is in the release. */
function releaseProblems() {
  const changesets = readdirSync(path.join(ROOT, '.changeset')).filter(
    file => file.endsWith('.md') && file !== 'README.md',
  );
  return packages
    .filter(
      ({ name, directory }) =>
        !exists(directory, 'CHANGELOG.md') &&
        !changesets.some(file =>
          read('.changeset', file).includes(`'${name}'`),
        ),
    )
    .map(
      ({ directory }) =>
        `${directory}: has neither a changeset nor a CHANGELOG.md (yarn changeset)`,
    );
}

/** What a check that fails says. */
function outputOf(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n');
}

function isSame(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
