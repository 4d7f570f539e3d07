// One name, one meaning: what two packages export under the same name, a
// reader takes for the same thing.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ts = createRequire(import.meta.url)('typescript');

const plugins = fileURLToPath(new URL('../plugins/', import.meta.url));
const NOT_OURS = /generated|__testUtils__|\.test\.tsx?$/;
/** Backstage names the instance of a plugin alike in frontend and backend. */
const PLUGIN = 'sessionManagerPlugin';

const packagesOf = new Map();
for (const plugin of readdirSync(plugins)) {
  for (const name of exportedNames(path.join(plugins, plugin, 'src'))) {
    packagesOf.set(name, [...(packagesOf.get(name) ?? []), plugin]);
  }
}

describe('The exports of the packages', () => {
  it('are found', () => {
    assert.deepEqual(packagesOf.get('RoleSnapshot'), [
      'session-manager-common',
    ]);
    assert.deepEqual(packagesOf.get('EntityRoles'), ['session-manager-common']);
    assert.ok(packagesOf.size > 500, `${packagesOf.size}`);
  });

  it('have no name in common', () => {
    const shared = [...packagesOf].filter(
      ([name, packages]) => packages.length > 1 && name !== PLUGIN,
    );
    assert.deepEqual(shared, []);
  });
});

/** Of all modules, not only of those that the package exports itself. */
function exportedNames(source) {
  const modules = readdirSync(source, { recursive: true }).filter(
    name => /\.tsx?$/.test(name) && !NOT_OURS.test(name),
  );
  return new Set(modules.flatMap(name => namesIn(path.join(source, name))));
}

function namesIn(file) {
  const { statements } = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return [
    ...statements.filter(isExported).flatMap(declaredNames),
    ...statements.filter(isExportOfGenerated).flatMap(exportedAgain),
  ];
}

/** Of what is generated, a package exports only a part. */
function isExportOfGenerated(statement) {
  return (
    ts.isExportDeclaration(statement) &&
    /generated/.test(statement.moduleSpecifier?.text) &&
    statement.exportClause !== undefined
  );
}

function exportedAgain({ exportClause }) {
  return exportClause.elements.map(({ name }) => name.text);
}

function isExported({ modifiers = [] }) {
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function declaredNames({ name, declarationList }) {
  const declarations = declarationList?.declarations ?? [{ name }];
  return declarations.flatMap(declaration =>
    declaration.name && ts.isIdentifier(declaration.name)
      ? [declaration.name.text]
      : [],
  );
}
