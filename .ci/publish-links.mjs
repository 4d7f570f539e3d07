// Makes the relative links in the READMEs of the packages absolute: npm shows
// a README without its repository.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { absoluteLinks } from './publish/links.mjs';
import { repositoryOf } from './publish/metadata.mjs';
import { publishablePackages, ROOT } from './publish/packages.mjs';

const repository = repositoryOf(
  JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')),
);
for (const { directory } of publishablePackages()) {
  const file = path.join(ROOT, directory, 'README.md');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, absoluteLinks(before, directory, repository));
}
