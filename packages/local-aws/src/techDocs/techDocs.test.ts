import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rootFolder } from '../folders';
import { installPackages, TECHDOCS } from '../install/installPackages';
import { run } from '../install/run';

// Installing takes a quarter of a minute, building some seconds.
jest.setTimeout(300_000);

/** Everything that MkDocs can find is a warning, which `--strict` refuses. */
const VALIDATION = `
validation:
  nav: { omitted_files: warn, not_found: warn, absolute_links: warn }
  links:
    not_found: warn
    anchors: warn
    absolute_links: warn
    unrecognized_links: warn
`;

describe('the documentation', () => {
  let python: string;
  let folder: string;

  beforeAll(async () => {
    python = await installPackages(TECHDOCS, {});
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'techdocs-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const build = async (more: string) => {
    const config = join(folder, 'mkdocs.yml');
    await writeFile(
      config,
      `INHERIT: ${join(rootFolder, 'mkdocs.yml')}\nsite_dir: ${join(folder, 'site')}\n${VALIDATION}${more}`,
    );
    return run(
      python,
      ['-m', 'mkdocs', 'build', '--strict', '--config-file', config],
      process.env,
    );
  };

  it('is built by TechDocs without a warning, with a page for each entry of the navigation', async () => {
    const { code, output } = await build(
      `docs_dir: ${join(rootFolder, 'docs')}\n`,
    );

    expect(output.match(/^WARNING.*$/gm) ?? []).toEqual([]);
    expect(code).toBe(0);
    const { nav } = parse(
      await readFile(join(rootFolder, 'mkdocs.yml'), 'utf8'),
    );
    const files = filesIn(nav);
    expect(files.length).toBeGreaterThan(30);
    const pages = files.map(file =>
      join(folder, 'site', file.replace(/index\.md$|\.md$/, ''), 'index.html'),
    );
    expect(pages.filter(page => !existsSync(page))).toEqual([]);
  });

  it('is refused with a link that leads nowhere', async () => {
    const docs = join(folder, 'docs');
    await mkdir(docs);
    await writeFile(join(docs, 'index.md'), '[nowhere](nowhere.md#at-all)\n');

    const { code, output } = await build(
      `docs_dir: ${docs}\nnav:\n  - Home: index.md\n`,
    );

    expect(code).not.toBe(0);
    expect(output).toContain("'nowhere.md#at-all'");
  });
});

type Nav = Array<string | Record<string, string | Nav>>;

function filesIn(nav: Nav): string[] {
  return nav.flatMap(entry =>
    typeof entry === 'string'
      ? entry
      : Object.values(entry).flatMap(value =>
          typeof value === 'string' ? value : filesIn(value),
        ),
  );
}
