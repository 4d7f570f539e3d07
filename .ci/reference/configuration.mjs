// A page of all configuration keys, from the schemas of the packages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { code, table } from './markdown.mjs';

const ts = createRequire(import.meta.url)('typescript');

/** The packages that have settings, and what the settings are for. */
const PACKAGES = {
  'session-manager-node':
    'The section `sessionManager`, of the backend and of the scaffolder module:',
  'catalog-backend-module-session-manager':
    'The section of the catalog, for [roles as entities](../fleet.md#roles-in-the-catalog):',
};

export function configurationSections() {
  return Object.entries(PACKAGES).flatMap(([folder, intro]) => [
    `## ${code(`backstage-plugin-${folder}`)}`,
    intro,
    table(
      ['key', 'type', 'meaning'],
      keysOf(folder).map(({ path, type, text, isRequired }) => [
        code(path),
        code(type),
        `${text}${isRequired ? ' Required.' : ''}`,
      ]),
    ),
  ]);
}

/** All keys of a package's `config.d.ts` that have a value of their own. */
export function keysOf(folder) {
  const file = fileURLToPath(
    new URL(`../../plugins/${folder}/config.d.ts`, import.meta.url),
  );
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const config = source.statements.find(
    statement =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Config',
  );
  return config.members.flatMap(member => keys(member, '', false));

  /** An object is listed if it says something, or can be left out as a whole. */
  function keys(member, prefix, isOptionalAbove) {
    const path = `${prefix}${member.name.text}`;
    const { type } = member;
    const text = docOf(member);
    const isRequired = !member.questionToken;
    const [inner, suffix] = objectIn(type);
    const own = {
      path: `${path}${suffix}`,
      type: inner ? (suffix ? 'list' : 'object') : typeText(type),
      text,
      isRequired: isRequired && prefix !== '',
    };
    if (!inner) {
      return [own];
    }
    const below = inner.members.flatMap(one =>
      keys(one, `${path}${suffix}.`, isOptionalAbove),
    );
    return text ? [own, ...below] : below;
  }

  /** The object of a key or of the entries of its list, with named members. */
  function objectIn(type) {
    if (
      ts.isTypeLiteralNode(type) &&
      type.members.every(ts.isPropertySignature)
    ) {
      return [type, ''];
    }
    const isList =
      ts.isTypeReferenceNode(type) && type.typeName.getText(source) === 'Array';
    const [entry] = isList ? type.typeArguments : [];
    return entry && ts.isTypeLiteralNode(entry)
      ? [entry, '[]']
      : [undefined, ''];
  }

  function typeText(type) {
    return type.getText(source).replaceAll(/\s+/g, ' ').replace(/^\| /, '');
  }

  function docOf(member) {
    return ts
      .getJSDocCommentsAndTags(member)
      .map(doc => ts.getTextOfJSDocComment(doc.comment) ?? '')
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }
}
