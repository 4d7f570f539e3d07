// What stands between the repository and a publication: placeholders, licenses,
// metadata, changesets, and the workflows that publish.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import {
  isPermissive,
  licenseOf,
  licenseProblem,
} from './publish/licenses.mjs';
import { absoluteLinks, relativeLinks } from './publish/links.mjs';
import { publishablePackages, ROOT } from './publish/packages.mjs';
import { placeholdersLeft } from './publish/placeholders.mjs';

const packages = publishablePackages();
/** Without the developer's own settings, such as signatures. */
const AUTHOR = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
const temporary = mkdtempSync(path.join(tmpdir(), 'session-manager-publish-'));
after(() => rmSync(temporary, { recursive: true }));

describe('The licenses of what is installed', () => {
  it('are permitted', () => {
    const { status, stdout, stderr } = node(ROOT, '.ci/check-licenses.mjs');
    assert.equal(stderr, '');
    assert.match(stdout, /^[12]?\d{3,} installed packages, 0 whose/);
    assert.equal(status, 0);
  });

  for (const [expression, expected] of [
    ['MIT', true],
    ['MIT AND Zlib', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(GPL-2.0 OR (ISC AND 0BSD))', true],
    ['AGPL-3.0-only', false],
    ['GPL-3.0', false],
    ['LGPL-3.0-only', false],
    ['MIT AND GPL-2.0', false],
    ['(MIT OR ISC) AND AGPL-3.0', false],
    ['MPL-2.0', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['(MIT', false],
    ['MIT ISC', false],
    ['', false],
  ]) {
    it(`${expected ? 'may' : 'may not'} be "${expression}"`, () => {
      assert.equal(isPermissive(expression), expected);
    });
  }

  it('are read in each form that package.json has had', () => {
    assert.equal(licenseOf({ license: 'MIT' }), 'MIT');
    assert.equal(licenseOf({ license: { type: 'MIT', url: '' } }), 'MIT');
    assert.equal(
      licenseOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }),
      'MIT AND GPL-2.0',
    );
    assert.equal(licenseOf({}), undefined);
  });

  it('are refused when there is none, and when a reviewed one changes', () => {
    assert.equal(licenseProblem({ name: 'x' }), 'has no license');
    assert.equal(licenseProblem({ name: 'pause' }), undefined);
    assert.equal(
      licenseProblem({ name: 'axe-core', license: 'MPL-2.0' }),
      undefined,
    );
    assert.equal(
      licenseProblem({ name: 'axe-core', license: 'GPL-3.0' }),
      'has the license GPL-3.0',
    );
    assert.equal(
      licenseProblem({ name: 'pause', license: 'UNLICENSED' }),
      'has the license UNLICENSED',
    );
  });
});

describe('NOTICE', () => {
  it('is up to date', () => {
    const { status, stderr } = node(ROOT, '.ci/generate-notice.mjs', '--check');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('names each dependency of the published packages with its license', () => {
    const notice = readFileSync(path.join(ROOT, 'NOTICE'), 'utf8');
    const names = new Set(packages.map(({ name }) => name));
    for (const { manifest } of packages) {
      for (const name of Object.keys(manifest.dependencies)) {
        assert.equal(
          new RegExp(`^${name}: \\S`, 'm').test(notice),
          !names.has(name),
          name,
        );
      }
    }
  });
});

describe('Links in the READMEs of packages', () => {
  it('are made absolute, except anchors and URLs', () => {
    const markdown = [
      '[a](../../docs/fleet.md#api) ![b](images/b.png) [c](#c)',
      '[d](https://backstage.io) [e](./config.d.ts)',
      '',
      '[f]: ../session-manager-node/README.md',
    ].join('\n');
    assert.deepEqual(relativeLinks(markdown), [
      '../../docs/fleet.md#api',
      'images/b.png',
      './config.d.ts',
      '../session-manager-node/README.md',
    ]);
    const base = 'https://github.com/a/b';
    assert.equal(
      absoluteLinks(markdown, 'plugins/session-manager', 'a/b'),
      [
        `[a](${base}/blob/main/docs/fleet.md#api) ![b](${base}/raw/main/plugins/session-manager/images/b.png) [c](#c)`,
        `[d](https://backstage.io) [e](${base}/blob/main/plugins/session-manager/config.d.ts)`,
        '',
        `[f]: ${base}/blob/main/plugins/session-manager-node/README.md`,
      ].join('\n'),
    );
  });
});

describe('yarn publish:check', () => {
  const copy = path.join(temporary, 'filled');
  const check = () => {
    const { status, stdout, stderr } = node(copy, '.ci/publish-check.mjs');
    assert.equal(stderr, '');
    return { status, problems: stdout.split('\n').filter(line => line !== '') };
  };
  /** Checks with a file changed, and puts it back. */
  const checkWith = (file, change) => {
    const before = readFileSync(path.join(copy, file), 'utf8');
    writeFileSync(path.join(copy, file), change(before));
    try {
      return check();
    } finally {
      writeFileSync(path.join(copy, file), before);
    }
  };

  before(() => {
    copyRepository(copy);
    const { status, stdout } = node(
      copy,
      '.ci/publish-fill.mjs',
      ...['--repository', 'acme/session-manager'],
      ...['--security-contact', 'security@acme.example'],
      ...['--code-owner', 'acme/platform'],
    );
    assert.equal(stdout, '0 placeholders left\n');
    assert.equal(status, 0);
  });

  it('names exactly the places where placeholders are left', () => {
    const places = {};
    for (const { file, placeholder } of placeholdersLeft(ROOT)) {
      places[placeholder] = [
        ...new Set([...(places[placeholder] ?? []), file]),
      ].sort();
    }
    assert.deepEqual(places, {
      'OWNER/REPOSITORY': [
        '.github/ISSUE_TEMPLATE/config.yml',
        'SECURITY.md',
        'benchmarks/package.json',
        'catalog-info.yaml',
        'e2e-tests/package.json',
        'package.json',
        'packages/app/package.json',
        'packages/backend/package.json',
        'packages/local-aws/package.json',
        'packages/local-sign-in/package.json',
        'plugins/catalog-backend-module-session-manager/README.md',
        'plugins/catalog-backend-module-session-manager/package.json',
        'plugins/scaffolder-backend-module-session-manager/README.md',
        'plugins/scaffolder-backend-module-session-manager/package.json',
        'plugins/session-manager-backend/README.md',
        'plugins/session-manager-backend/package.json',
        'plugins/session-manager-common/package.json',
        'plugins/session-manager-node/README.md',
        'plugins/session-manager-node/package.json',
        'plugins/session-manager/README.md',
        'plugins/session-manager/package.json',
      ],
      'SECURITY-CONTACT': ['CODE_OF_CONDUCT.md', 'SECURITY.md'],
      'CODE-OWNER': ['.github/CODEOWNERS'],
    });
    const left = placeholdersLeft(ROOT).map(
      ({ file, line, placeholder }) =>
        `${file}:${line}: ${placeholder} is left`,
    );
    const { status, stdout } = node(ROOT, '.ci/publish-check.mjs');
    assert.deepEqual(stdout.split('\n'), [
      ...left,
      '',
      `${left.length} problems. For the placeholders, see docs/releasing.md.`,
      '',
    ]);
    assert.equal(status, 1);
  });

  it('passes once they are filled in', () => {
    assert.deepEqual(check(), {
      problems: ['6 packages can be published.'],
      status: 0,
    });
  });

  for (const [problem, file, change] of [
    [
      'plugins/session-manager-node/LICENSE: is not the LICENSE of the repository',
      'plugins/session-manager-node/LICENSE',
      () => 'MIT',
    ],
    [
      'plugins/session-manager/README.md: the link docs/a.md is relative (yarn publish:links)',
      'plugins/session-manager/README.md',
      text => `${text}\n[a](docs/a.md)\n`,
    ],
    [
      'plugins/session-manager/README.md: links to docs/none.md, which does not exist',
      'plugins/session-manager/README.md',
      text =>
        `${text}\n[a](https://github.com/acme/session-manager/blob/main/docs/none.md#b)\n`,
    ],
    [
      'plugins/session-manager-common/package.json: "license" is not "Apache-2.0"',
      'plugins/session-manager-common/package.json',
      text => text.replace('"Apache-2.0"', '"UNLICENSED"'),
    ],
    [
      'plugins/session-manager-node/package.json: "files" lacks config.d.ts',
      'plugins/session-manager-node/package.json',
      text => text.replace('    "config.d.ts",\n', ''),
    ],
    [
      'plugins/session-manager: has neither a changeset nor a CHANGELOG.md (yarn changeset)',
      '.changeset/first-release.md',
      text => text.replace("'backstage-plugin-session-manager': minor\n", ''),
    ],
    ['NOTICE is stale: run "yarn generate:notice"', 'NOTICE', () => ''],
  ]) {
    it(`names what else is wrong: ${problem}`, () => {
      const { status, problems } = checkWith(file, change);
      assert.deepEqual(problems, [
        problem,
        '1 problems. For the placeholders, see docs/releasing.md.',
      ]);
      assert.equal(status, 1);
    });
  }

  it('refuses to fill in what cannot be an address', () => {
    const { status, stderr } = node(
      copy,
      ...['.ci/publish-fill.mjs', '--security-contact', 'nobody'],
    );
    assert.match(stderr, /^--security-contact nobody: expected /);
    assert.equal(status, 1);
  });
});

describe('Changesets', () => {
  it('give all packages one version, and each a changelog', () => {
    const copy = path.join(temporary, 'versioned');
    copyRepository(copy);
    const { status, stdout, stderr } = node(
      copy,
      'node_modules/@changesets/cli/bin.js',
      'version',
    );
    assert.equal(status, 0, `${stdout}${stderr}`);
    for (const { manifest, directory } of publishablePackages(copy)) {
      assert.equal(manifest.version, '0.2.0');
      assert.match(
        readFileSync(path.join(copy, directory, 'CHANGELOG.md'), 'utf8'),
        new RegExp(
          `^# ${manifest.name}\\n\\n## 0\\.2\\.0\\n\\n### Minor Changes\\n[^]*The first release:`,
        ),
      );
    }
    const { version } = JSON.parse(
      readFileSync(path.join(copy, 'packages/app/package.json'), 'utf8'),
    );
    assert.equal(version, '0.1.0');
  });
});

describe('The sign-off of commits', () => {
  const repository = path.join(temporary, 'signed');
  const commit = (...args) =>
    git(repository, 'commit', '--quiet', '--allow-empty', ...args);
  const check = () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [path.join(ROOT, '.ci/check-sign-off.mjs'), 'base'],
      { cwd: repository, encoding: 'utf8' },
    );
    return { status, stdout };
  };

  before(() => {
    mkdirSync(repository);
    git(repository, 'init', '--quiet');
    commit('--message', 'Before');
    git(repository, 'tag', 'base');
  });

  it('is that of the author', () => {
    commit('--signoff', '--message', 'Signed\n\nBecause.');
    assert.equal(check().status, 0);
    commit(
      ...['--message', 'By another'],
      ...['--trailer', 'Signed-off-by: Grace <grace@example.com>'],
    );
    commit('--message', 'Without');
    const { status, stdout } = check();
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^\w+ "Without" is not signed off by Ada <ada@example\.com>$/m,
    );
    assert.match(stdout, /^\w+ "By another" is not signed off by Ada/m);
    assert.match(stdout, /^3 commits, 2 without/m);
  });
});

describe('The workflows', () => {
  const folder = path.join(ROOT, '.github/workflows');
  const scripts = JSON.parse(
    readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  ).scripts;
  const workflows = readdirSync(folder).map(file => [
    file,
    parse(readFileSync(path.join(folder, file), 'utf8')),
  ]);
  const jobs = workflows.flatMap(([file, workflow]) =>
    Object.entries(workflow.jobs).map(([name, job]) => [
      `${file} ${name}`,
      job,
    ]),
  );
  const commands = jobs
    .flatMap(([, job]) => job.steps)
    .flatMap(step => [step.run ?? '', step.with?.version ?? '']);

  it('give each job the permissions that it needs, and no other', () => {
    for (const [, { permissions }] of workflows) {
      assert.deepEqual(permissions, {});
    }
    assert.deepEqual(
      Object.fromEntries(jobs.map(([name, job]) => [name, job.permissions])),
      {
        'ci.yml test': { contents: 'read' },
        'ci.yml contribution': { contents: 'read' },
        'release.yml version': { contents: 'write', 'pull-requests': 'write' },
        'release.yml build': { contents: 'read' },
        'release.yml publish': { contents: 'write', 'id-token': 'write' },
      },
    );
  });

  it('give the secret of the registry only to the job with reviewers', () => {
    for (const [name, job] of jobs) {
      assert.equal(
        JSON.stringify(job).includes('secrets.'),
        job.environment === 'npm',
        name,
      );
    }
  });

  it('put no text of an event into a command', () => {
    assert.deepEqual(
      commands.filter(command => command.includes('${{')),
      [],
    );
  });

  it('run commands that exist', () => {
    const called = commands.flatMap(command =>
      [...command.matchAll(/\byarn ([\w:-]+)/g)].map(([, name]) => name),
    );
    assert.ok(called.includes('pack:all'));
    assert.deepEqual(
      called.filter(name => name !== 'install' && !scripts[name]),
      [],
    );
    const files = commands.flatMap(
      command => command.match(/\.ci\/\S+/g) ?? [],
    );
    assert.ok(files.length >= 3);
    assert.deepEqual(
      files.filter(file => !existsSync(path.join(ROOT, file))),
      [],
    );
  });
});

/** As a fresh clone with what is not committed yet, and what is installed. */
function copyRepository(target) {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard'],
    { cwd: ROOT, encoding: 'utf8' },
  )
    .split('\n')
    .filter(file => /^(?:\.|plugins|packages)|^[^/]+$/.test(file))
    .concat('benchmarks/package.json', 'e2e-tests/package.json')
    .concat(linkedDocuments());
  for (const file of new Set(files)) {
    if (file !== '' && existsSync(path.join(ROOT, file))) {
      cpSync(path.join(ROOT, file), path.join(target, file));
    }
  }
  for (const directory of ['.', ...packages.map(it => it.directory)]) {
    const modules = path.join(ROOT, directory, 'node_modules');
    if (existsSync(modules)) {
      symlinkSync(modules, path.join(target, directory, 'node_modules'));
    }
  }
  git(target, 'init', '--quiet', '--initial-branch=main');
  git(target, 'add', '--all');
  git(target, 'commit', '--quiet', '--message', 'All');
}

function linkedDocuments() {
  return ['docs', 'templates'].flatMap(folder =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter(file => /\.(?:md|yaml)$/.test(file))
      .map(file => path.join(folder, file)),
  );
}

function node(cwd, ...args) {
  return spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...AUTHOR },
  });
}

function git(cwd, ...args) {
  execFileSync('git', args, {
    cwd,
    stdio: 'pipe',
    env: { ...process.env, ...AUTHOR },
  });
}
