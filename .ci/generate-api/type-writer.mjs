import { createRequire } from 'node:module';

const ts = createRequire(import.meta.url)('typescript');

/**
 * Writes types of which only those that the document names have a name.
 *
 * @param declarations - what the generator declares
 * @param schemas - the schemas that the document names
 * @param domainModels - the models that are types of the domain, by module
 */
export function typeWriter(declarations, schemas, domainModels) {
  const declared = new Map(declarations.map(each => [each.name, each]));
  const moduleOf = new Map(
    Object.entries(domainModels).flatMap(([module, names]) =>
      names.map(name => [name, module]),
    ),
  );
  const forms = formsOfOthers(declarations);
  const isNamed = name =>
    moduleOf.has(name) || (name in schemas && !forms.has(name));

  /** The text of a node, in which types without a name are written out. */
  function rewrite(source, root, isLeftOut = () => false) {
    const edits = [];
    const visit = node => {
      if (isImportOfModel(node) || isLeftOut(node)) {
        edits.push({ from: node.getFullStart(), to: node.end, text: '' });
        return;
      }
      const used = referenced(node);
      const from = node.getStart(source);
      if (declared.has(used) && !isNamed(used)) {
        edits.push({ from, to: node.end, text: typeText(used) });
        return;
      }
      const comment = inheritedComment(node);
      if (comment) {
        edits.push({ from, to: from, text: `${comment}\n` });
      }
      node.forEachChild(visit);
    };
    visit(root);
    return applied(edits, source.text, root);
  }

  /** The comment that the generator puts at the type of a property. */
  function inheritedComment(node) {
    if (!ts.isPropertySignature(node) || hasComment(node)) {
      return undefined;
    }
    const type = declared.get(node.type && referenced(node.type));
    return type && !isNamed(type.name) ? type.comment : undefined;
  }

  function typeText(name) {
    const { source, node } = declared.get(name);
    return ts.isInterfaceDeclaration(node)
      ? `{${node.members.map(member => rewrite(source, member)).join('')}}`
      : rewrite(source, node.type);
  }

  function modelText(name) {
    if (moduleOf.has(name)) {
      return `export type { ${name} } from '../../../../${moduleOf.get(name)}';`;
    }
    const { node } = declared.get(name);
    const { description } = schemas[name];
    if (!description) {
      throw new Error(`The document does not describe ${name}`);
    }
    const comment = ['/**', ` * ${description}`, ' * @public', ' */'];
    const declaration = ts.isInterfaceDeclaration(node)
      ? `export interface ${name} ${typeText(name)}`
      : `export type ${name} = ${typeText(name)};`;
    return [...comment, declaration].join('\n');
  }

  /** The models that a text uses. */
  function namesIn(text) {
    const names = new Set();
    const visit = node => {
      const name = referenced(node);
      if (declared.has(name)) {
        names.add(name);
      }
      node.forEachChild(visit);
    };
    visit(parsed(text));
    return [...names].sort();
  }

  function withImports(text, self) {
    return [
      ...namesIn(text)
        .filter(name => name !== self)
        .map(name => `import { ${name} } from '../models/${name}.model';`),
      '',
      text,
    ].join('\n');
  }

  return { rewrite, modelText, namesIn, withImports };
}

/** The models that nothing but a union of models uses. */
function formsOfOthers(declarations) {
  const uses = new Map();
  const inUnions = new Set();
  const visit = node => {
    const name = referenced(node);
    if (name) {
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
    if (ts.isUnionTypeNode(node) && node.types.every(referenced)) {
      node.types.forEach(type => inUnions.add(referenced(type)));
    }
    node.forEachChild(visit);
  };
  declarations.forEach(({ node }) => visit(node));
  return new Set([...inUnions].filter(name => uses.get(name) === 1));
}

export function declarationsIn(source) {
  return source.statements
    .filter(
      node =>
        ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
    )
    .map(node => ({
      name: node.name.text,
      comment: commentOf(node),
      source,
      node,
    }));
}

function commentOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  const text = comment && ts.getTextOfJSDocComment(comment.comment);
  return text && `/** ${text} */`;
}

function hasComment(node) {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function referenced(node) {
  return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)
    ? node.typeName.text
    : undefined;
}

function isImportOfModel(node) {
  return (
    ts.isImportDeclaration(node) &&
    node.moduleSpecifier.text.startsWith('../models/')
  );
}

function applied(edits, text, root) {
  let result = '';
  let at = root.getFullStart();
  for (const edit of edits) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at, root.end);
}

export function parsed(text) {
  return ts.createSourceFile('_.ts', text, ts.ScriptTarget.Latest, true);
}
