/** What a registry shows of a package: where it comes from, and under which licence. */
export function metadataOf({ directory, repository }) {
  const url = `https://github.com/${repository}`;
  return {
    license: 'Apache-2.0',
    homepage: `${url}/tree/main/${directory}#readme`,
    bugs: { url: `${url}/issues` },
    repository: { type: 'git', url: `git+${url}.git`, directory },
  };
}

/** Owner and name, from the `repository` of a package.json. */
export function repositoryOf({ repository }) {
  const { name } =
    /^git\+https:\/\/github\.com\/(?<name>[^/]+\/[^/]+)\.git$/.exec(
      repository?.url ?? '',
    )?.groups ?? {};
  if (!name) {
    throw new Error(
      'The repository in the root package.json is not of the form "git+https://github.com/<owner>/<name>.git".',
    );
  }
  return name;
}
