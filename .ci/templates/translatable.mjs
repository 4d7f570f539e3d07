// Which texts of a Software Template a person reads.
import { isPair, visit } from 'yaml';

/** Keys whose text is shown by the scaffolder's form or its results. */
const TEXT_KEYS = new Set([
  'title',
  'description',
  'ui:title',
  'ui:description',
  'ui:help',
  'ui:placeholder',
  'ui:enumNames',
  'enumNames',
  'errorMessage',
]);

/** Keys of a map whose own keys are names, such as those of fields. */
const NAMING_KEYS = new Set(['properties', 'dependencies', 'input']);

/** The action whose input people read, in the pull request. */
const PULL_REQUEST = 'publish:github:pull-request';

/** The scalars of a template that people read, in their order. */
export function translatableOf(document) {
  const found = [];
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string') {
        return;
      }
      if (isRead(keysOf(path), node.value, path)) {
        found.push(node);
      }
    },
  });
  return found;
}

function isRead(keys, text, path) {
  const key = keys.at(-1);
  switch (keys[0]) {
    case 'metadata':
      return keys.length === 2 && (key === 'title' || key === 'description');
    case 'spec':
      break;
    default:
      return false;
  }
  switch (keys[1]) {
    case 'parameters':
      return isReadInForm(keys.slice(2), text);
    case 'output':
      return key === 'title' || key === 'content';
    case 'steps':
      return (
        (keys.length === 3 && key === 'name') ||
        (keys[2] === 'input' &&
          keys.length === 4 &&
          (key === 'title' || key === 'description') &&
          actionOf(path) === PULL_REQUEST)
      );
    default:
      return false;
  }
}

function isReadInForm(keys, text) {
  const naming = keys.map((_, place) => NAMING_KEYS.has(keys[place - 1]));
  const place = keys.findIndex((key, at) => TEXT_KEYS.has(key) && !naming[at]);
  if (place < 0) {
    return false;
  }
  // A placeholder is an example of a value, unless it is a sentence.
  return keys[place] !== 'ui:placeholder' || /[a-z]+ [a-z]+/i.test(text);
}

/** The keys from the root to a node; places in lists are left out. */
function keysOf(path) {
  return path.filter(isPair).map(pair => pair.key.value);
}

function actionOf(path) {
  const step = path.find(node => node?.has?.('action'));
  return step?.get('action');
}
