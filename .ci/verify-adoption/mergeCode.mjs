// Puts a block of the README into a file, as someone who follows it does.
import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * Merges YAML: maps are merged, lists are appended.
 *
 * @param {string} file - the content before
 * @param {string} block
 */
export function mergeYaml(file, block) {
  const document = parseDocument(file);
  const added = parseDocument(block);
  if (added.errors.length > 0) {
    throw added.errors[0];
  }
  merge(document, document.contents, added.contents);
  return document.toString({ lineWidth: 0 });
}

function merge(document, into, from) {
  for (const { key, value } of from.items) {
    const existing = into.get(key.value, true);
    if (isMap(existing) && isMap(value)) {
      merge(document, existing, value);
    } else if (isSeq(existing) && isSeq(value)) {
      existing.items.push(...value.items);
    } else {
      into.set(key.value, value);
    }
  }
}

/**
 * Merges TypeScript. Imports go to the other imports. Code under a comment such as
 * `// In <FlatRoutes>, instead of the route "/create":` or
 * `// In <Grid container> of overviewContent:` goes into that element. Other code
 * goes before `backend.start()`.
 *
 * @param {string} file - the content before
 * @param {string} block
 */
export function mergeCode(file, block) {
  const { imports, pieces } = piecesOf(block);
  let code = file;
  for (const { place, text } of pieces) {
    code = place ? intoElement(code, place, text) : beforeStart(code, text);
  }
  return imports
    .filter(statement => !code.includes(statement.trim()))
    .reduceRight((result, statement) => `${statement}\n${result}`, code);
}

function piecesOf(block) {
  const imports = [];
  const rest = block.replace(
    /^import\s[^;]*;\n?/gm,
    statement => imports.push(statement.trim()) && '',
  );
  const pieces = [{ lines: [] }];
  for (const line of rest.split('\n')) {
    const place =
      /^\/\/ In (<[^>]+>)(?: of (\w+))?(?:, instead of the route "([^"]+)")?:$/.exec(
        line,
      );
    if (place) {
      const [, element, of, route] = place;
      pieces.push({ place: { element, of, route }, lines: [] });
    } else if (/^\/\/ /.test(line)) {
      throw new Error(`Not a place that the script knows: ${line}`);
    } else {
      pieces.at(-1).lines.push(line);
    }
  }
  return {
    imports,
    pieces: pieces
      .map(({ place, lines }) => ({ place, text: lines.join('\n').trim() }))
      .filter(({ text }) => text),
  };
}

function intoElement(code, { element, of, route }, text) {
  const from = of ? indexOf(code, `const ${of} = `) : 0;
  const tag = indexOf(code, element.slice(0, -1), from);
  const end = endOfTag(code, tag);
  const rest = code.slice(end);
  return `${code.slice(0, end)}\n${text}${route ? without(rest, route) : rest}`;
}

/** The end of an opening tag, whose properties may have elements in braces. */
function endOfTag(code, start) {
  let depth = 0;
  for (let index = start; index < code.length; index++) {
    depth += { '{': 1, '}': -1 }[code[index]] ?? 0;
    if (code[index] === '>' && depth === 0) {
      return index + 1;
    }
  }
  throw new Error(`The portal's file has no end of ${code.slice(start, 40)}`);
}

/** Removes the route of a path, which has no children in a new app. */
function without(code, route) {
  const [element] = [
    ...code.matchAll(/<Route\s+path="([^"]+)"\s+element=\{<\w+ \/>\}\s*\/>/g),
  ]
    .filter(([, path]) => path === route)
    .map(([whole]) => whole);
  indexOf(code, element ?? `route "${route}"`);
  return code.replace(element, '');
}

function beforeStart(code, text) {
  const start = indexOf(code, 'backend.start()');
  return `${code.slice(0, start)}${text}\n\n${code.slice(start)}`;
}

function indexOf(code, text, from = 0) {
  const index = code.indexOf(text, from);
  if (index < 0) {
    throw new Error(`The portal's file has no ${text}`);
  }
  return index;
}
