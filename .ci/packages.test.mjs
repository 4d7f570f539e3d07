// Packs what is built, as "yarn pack:all" does, and looks into each tarball:
// what a portal needs is in it, and what only the repository needs is not.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { publishablePackages, ROOT } from './publish/packages.mjs';

const packages = publishablePackages();
const versions = new Map(
  packages.map(({ name, manifest }) => [name, manifest.version]),
);

/** What Backstage's build makes, and what it leaves to read. */
const EXPECTED = [
  /^(?:CHANGELOG|README)\.md$/,
  /^LICENSE$/,
  /^package\.json$/,
  /^config\.schema\.json$/,
  /^dist\/.*\.(?:cjs|esm)\.js(?:\.map)?$/,
  /^dist\/(?:index|alpha)\.d\.ts$/,
  /^(?:bin|migrations|migrationHelpers|workers)\/[\w-]+\.[cm]?js$/,
  /^templates\/[\w-]+\/template(?:\.ja)?\.yaml$/,
];
const OF_TESTS = /\.test\.|__testUtils__|setupTests/;

const folder = mkdtempSync(path.join(tmpdir(), 'session-manager-packages-'));
const manifestsBefore = packages.map(({ manifest }) => manifest);
let packed;

before(() => {
  packed = run(process.execPath, [
    path.join(ROOT, '.ci/pack-all.mjs'),
    ...['--built', '--out', folder],
  ]);
  for (const { name, tarball } of packages) {
    mkdirSync(path.join(folder, name));
    run('tar', [
      'xzf',
      path.join(folder, tarball),
      '-C',
      path.join(folder, name),
    ]);
  }
});

after(() => rmSync(folder, { recursive: true }));

describe('yarn pack:all', () => {
  it('prints name, version and size of each package', () => {
    for (const { name, manifest, tarball } of packages) {
      const kB = Math.round(statSync(path.join(folder, tarball)).size / 1000);
      const row = packed.split('\n').find(line => line.includes(`'${name}'`));
      assert.match(row, new RegExp(`'${manifest.version}'.*\\b${kB} `));
    }
  });

  it('leaves each package.json as it was', () => {
    assert.deepEqual(
      publishablePackages().map(({ manifest }) => manifest),
      manifestsBefore,
    );
  });
});

const [, section] = readFileSync(path.join(ROOT, 'README.md'), 'utf8').split(
  '## Until it is on a registry\n',
);
const untilRegistry = section === undefined ? describe.skip : describe;

untilRegistry('The README, until the packages are on a registry', () => {
  it('points to each tarball', () => {
    const [, block = '{}'] = /```json\n([^]*?)```/.exec(section) ?? [];
    assert.deepEqual(
      JSON.parse(block).resolutions,
      Object.fromEntries(
        packages.map(({ name, tarball }) => [
          name,
          `file:./dist-packages/${tarball}`,
        ]),
      ),
    );
  });

  it('names the version of the packages', () => {
    const [, range] = /`@(\^[\d.]+)`/.exec(section) ?? [];
    assert.deepEqual(
      [...new Set(versions.values())].map(version => `^${version}`),
      [range],
    );
  });
});

for (const { name, directory, manifest: source } of packages) {
  describe(name, () => {
    const root = path.join(folder, name, 'package');
    const read = file => readFileSync(path.join(root, file), 'utf8');
    const filesIn = () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry =>
          path.relative(root, path.join(entry.parentPath, entry.name)),
        );
    const manifest = () => JSON.parse(read('package.json'));

    it('has its licence and its README', () => {
      assert.equal(
        read('LICENSE'),
        readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'),
      );
      assert.equal(
        read('README.md'),
        readFileSync(path.join(ROOT, directory, 'README.md'), 'utf8'),
      );
    });

    it('has the code and its types behind each entry point', () => {
      const entries = entryPoints(manifest());
      assert.ok(entries.some(file => file.endsWith('.js')));
      assert.ok(entries.some(file => file.endsWith('.d.ts')));
      for (const file of entries) {
        assert.ok(existsSync(path.join(root, file)), file);
      }
      assert.ok(
        Object.keys(source.exports ?? { '.': '' }).every(
          entry => entry in (manifest().exports ?? { '.': '' }),
        ),
      );
    });

    it('has types that import from packages only', () => {
      for (const file of filesIn().filter(it => it.endsWith('.d.ts'))) {
        const relative = [...read(file).matchAll(/from '(\.[^']*)'/g)];
        assert.deepEqual(
          relative.filter(
            ([, target]) => !existsSync(declaration(root, file, target)),
          ),
          [],
        );
      }
    });

    it('has the schema of its configuration', () => {
      const declared = existsSync(path.join(ROOT, directory, 'config.d.ts'));
      assert.equal(source.configSchema !== undefined, declared);
      if (declared) {
        const { configSchema, files } = manifest();
        assert.ok(files.includes(configSchema));
        const { properties } = JSON.parse(read(configSchema));
        assert.ok(properties.sessionManager ?? properties.catalog);
      }
    });

    it('has no tests, no sources and nothing else of the repository', () => {
      assert.deepEqual(
        filesIn().filter(
          file =>
            OF_TESTS.test(file) || !EXPECTED.some(kind => kind.test(file)),
        ),
        [],
      );
    });

    it('depends on released versions, of its family too', () => {
      const { dependencies = {}, peerDependencies = {} } = manifest();
      const ranges = Object.entries({ ...dependencies, ...peerDependencies });
      assert.deepEqual(
        ranges.filter(([, range]) =>
          /^(?:workspace|link|file|portal):/.test(range),
        ),
        [],
      );
      assert.deepEqual(
        ranges.filter(([it]) => versions.has(it)),
        Object.keys(source.dependencies)
          .filter(it => versions.has(it))
          .map(it => [it, `^${versions.get(it)}`]),
      );
    });

    it('declares what it imports', () => {
      const { dependencies = {}, peerDependencies = {} } = manifest();
      const declared = new Set([
        name,
        ...Object.keys({ ...dependencies, ...peerDependencies }),
      ]);
      const imported = filesIn()
        .filter(file => /\.(?:m?js|d\.ts)$/.test(file))
        .flatMap(file => packagesIn(read(file)));
      assert.ok(imported.length > 0);
      assert.deepEqual(
        [...new Set(imported)].filter(it => !declared.has(it)),
        [],
      );
    });
  });
}

describe('yarn sbom', () => {
  it('writes what is installed with a package, with versions and licenses', () => {
    const name = 'backstage-plugin-session-manager-common';
    run(process.execPath, [
      path.join(ROOT, '.ci/sbom.mjs'),
      ...[name, '--out', folder],
    ]);
    const { bomFormat, metadata, components, dependencies } = JSON.parse(
      readFileSync(path.join(folder, `${name}.cdx.json`), 'utf8'),
    );
    assert.equal(bomFormat, 'CycloneDX');
    assert.equal(metadata.component.name, name);
    assert.equal(metadata.component.version, versions.get(name));
    const { version } = JSON.parse(
      readFileSync(path.join(ROOT, 'node_modules/yaml/package.json'), 'utf8'),
    );
    const yaml = components.find(component => component.name === 'yaml');
    assert.equal(yaml.purl, `pkg:npm/yaml@${version}`);
    assert.equal(yaml.licenses[0].license.id, 'ISC');
    // Of development.
    assert.ok(!components.some(component => component.name === 'fast-check'));
    // Of a dependency.
    assert.ok(components.some(component => component.name === 'node-fetch'));
    assert.ok(dependencies.length > components.length);
  });
});

describe('node .ci/publish-packages.mjs', () => {
  /** What the registry got, or has already. */
  const published = new Map();
  let server;

  before(async () => {
    server = createServer((request, response) =>
      answer(request, response, published),
    );
    await new Promise(listening => {
      server.listen(0, '127.0.0.1', listening);
    });
  });

  after(() => server.close());

  it('publishes each tarball after those that it depends on', async () => {
    const { status, stdout } = await publish();
    assert.equal(status, 0, stdout);
    assert.deepEqual(
      [...published.keys()].sort(),
      packages.map(({ name }) => name),
    );
    const order = [...published.keys()];
    for (const [index, name] of order.entries()) {
      const { versions: of, _attachments: files } = published.get(name);
      const [{ version, dependencies }] = Object.values(of);
      assert.equal(version, versions.get(name));
      const { tarball } = packages.find(it => it.name === name);
      assert.equal(
        Object.values(files)[0].data,
        readFileSync(path.join(folder, tarball), 'base64'),
      );
      assert.deepEqual(
        Object.keys(dependencies).filter(
          it => versions.has(it) && order.indexOf(it) > index,
        ),
        [],
      );
    }
  });

  it('continues where a release stopped', async () => {
    const [first] = published.keys();
    published.delete(first);
    const { status, stdout } = await publish();
    assert.equal(status, 0, stdout);
    assert.match(stdout, new RegExp(`^${first}@\\S+ is published$`, 'm'));
    assert.equal(stdout.match(/ is published already$/gm)?.length, 5);
    assert.equal([...published.keys()].at(-1), first);
  });

  it('publishes nothing when it cannot ask the registry', async () => {
    published.clear();
    const { status, stderr } = await publish({
      npm_config_registry: 'http://127.0.0.1:9/',
    });
    assert.notEqual(status, 0);
    assert.match(stderr, /The registry does not say whether it has/);
    assert.equal(published.size, 0);
  });

  async function publish(environment) {
    const { port } = server.address();
    const npmrc = path.join(folder, 'npmrc');
    writeFileSync(
      npmrc,
      `//127.0.0.1:${port}/:_authToken=for-this-test\nfetch-retries=0\n`,
    );
    const child = spawn(
      process.execPath,
      [path.join(ROOT, '.ci/publish-packages.mjs'), '--from', folder],
      {
        env: {
          ...process.env,
          npm_config_userconfig: npmrc,
          npm_config_cache: path.join(folder, 'npm-cache'),
          npm_config_registry: `http://127.0.0.1:${port}/`,
          ...environment,
        },
      },
    );
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { status, stdout, stderr };
  }
});

/** As a registry that has these packages: npm reads them, and adds to them. */
async function answer(request, response, published) {
  const name = decodeURIComponent(request.url.slice(1));
  if (request.method === 'PUT') {
    published.set(name, JSON.parse(await text(request)));
  }
  const found = published.get(name);
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? { error: 'Not found' }));
}

/** The files that `main`, `module`, `types`, `bin` and `exports` name. */
function entryPoints({ main, module, types, bin, exports: conditions }) {
  const targets = value =>
    typeof value === 'string'
      ? [value]
      : Object.entries(value ?? {}).flatMap(([condition, target]) =>
          condition === 'backstage' ? [] : targets(target),
        );
  return [main, module, types, bin, conditions].flatMap(targets);
}

function declaration(root, file, target) {
  return path.join(
    root,
    path.dirname(file),
    target.replace(/(?:\.js)?$/, '.d.ts'),
  );
}

function packagesIn(code) {
  return [
    ...code.matchAll(/(?:^|[;}\s])(?:from|import) '([^'.][^']*)'/g),
    ...code.matchAll(/\b(?:require|import)\('([^'.][^']*)'\)/g),
  ]
    .map(([, specifier]) => specifier)
    .filter(specifier => !specifier.startsWith('node:'))
    .map(specifier => specifier.split('/'))
    .map(([first, second]) =>
      first.startsWith('@') ? `${first}/${second}` : first,
    );
}

function run(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
  return stdout;
}
