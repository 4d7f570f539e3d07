import { createRequire } from 'node:module';
import { parse } from 'yaml';

// A dependency of backstage-cli.
const { satisfies } = createRequire(import.meta.url)('semver');

const OURS = /^backstage-plugin-.*session-manager/;

/**
 * The packages of Backstage, and our own, that a lockfile of Yarn has in more than
 * one version. Two copies of one have separate contexts, so an app may be blank.
 *
 * @param {string} lockfile
 * @returns {string[]} such as `@backstage/core-plugin-api: 1.12.4, 1.13.0`
 */
export function secondCopies(lockfile) {
  return [...versionsIn(lockfile)]
    .filter(([, found]) => found.size > 1)
    .map(([name, found]) => `${name}: ${[...found].sort().join(', ')}`);
}

/**
 * The ranges of our packages that do not accept what is installed. A portal that
 * pins the packages of Backstage to its release, by `resolutions`, has one copy of
 * each all the same, but our packages do not claim to work with it.
 *
 * @param {string} lockfile
 * @returns {string[]} such as `backstage-plugin-x: @backstage/errors ^1.4.0, not 1.2.7`
 */
export function rejectedVersions(lockfile) {
  const versions = versionsIn(lockfile);
  return entries(lockfile)
    .filter(({ name }) => OURS.test(name))
    .flatMap(({ name, dependencies }) =>
      Object.entries(dependencies)
        .map(([dependency, range]) => ({
          dependency,
          range: range.replace(/^npm:/, ''),
          installed: [...(versions.get(dependency) ?? [])],
        }))
        .filter(
          ({ range, installed }) =>
            installed.length > 0 &&
            !installed.some(version => satisfies(version, range)),
        )
        .map(
          ({ dependency, range, installed }) =>
            `${name}: ${dependency} ${range}, not ${installed.join(', ')}`,
        ),
    );
}

/** The installed versions of Backstage's packages, and ours. */
function versionsIn(lockfile) {
  const versions = new Map();
  for (const { name, version } of entries(lockfile)) {
    if (name.startsWith('@backstage/') || OURS.test(name)) {
      versions.set(name, new Set(versions.get(name)).add(version));
    }
  }
  return versions;
}

function entries(lockfile) {
  return Object.values(parse(lockfile))
    .filter(({ resolution }) => resolution)
    .map(({ resolution, version, dependencies = {} }) => ({
      name: /^(@?[^@]+)@/.exec(resolution)[1],
      version,
      dependencies,
    }));
}
