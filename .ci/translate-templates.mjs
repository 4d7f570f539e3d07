// Writes the Japanese form of each Software Template beside it, from the English
// one and templates/ja.json. With --check, reports what is stale and which text
// has no translation.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { translateTemplate } from './templates/translateTemplate.mjs';

const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url));
const texts = JSON.parse(readFileSync(`${TEMPLATES}ja.json`, 'utf8'));
const isCheck = process.argv.includes('--check');

const problems = [];
for (const name of readdirSync(TEMPLATES)) {
  const folder = `${TEMPLATES}${name}`;
  if (existsSync(`${folder}/template.yaml`)) {
    problems.push(...(await translate(name, folder)));
  }
}
for (const problem of new Set(problems)) {
  console.error(problem);
}
process.exitCode = problems.length > 0 ? 1 : 0;

async function translate(name, folder) {
  const { text, missing } = await translateTemplate(
    readFileSync(`${folder}/template.yaml`, 'utf8'),
    texts,
  );
  const file = `${folder}/template.ja.yaml`;
  const untranslated = missing.map(
    each => `templates/ja.json has no translation of ${JSON.stringify(each)}`,
  );
  if (!isCheck) {
    writeFileSync(file, text);
    return untranslated;
  }
  const isStale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  return isStale
    ? [
        ...untranslated,
        `${name}/template.ja.yaml is stale: run "yarn generate:templates"`,
      ]
    : untranslated;
}
