import { isMap, parseDocument } from 'yaml';
import { format } from 'prettier';
import { replaceSegments } from './segments.mjs';
import { translatableOf } from './translatable.mjs';

const NOTICE = ` Generated from template.yaml and ../ja.json by "yarn generate:templates".`;

/** Backstage's own buttons of a form, as far as a template can name them. */
const BUTTONS = {
  backButtonText: '戻る',
  createButtonText: '作成',
  reviewButtonText: '確認',
};

/** AWS's documentation is also in Japanese. */
const DOCS = 'https://docs.aws.amazon.com/';

/**
 * The Japanese form of a template, and the English texts that the dictionary
 * lacks.
 */
export async function translateTemplate(source, dictionary) {
  const document = parseDocument(source);
  const missing = new Set();
  const translate = text => {
    if (!Object.hasOwn(dictionary, text)) {
      missing.add(text);
    }
    return dictionary[text] ?? text;
  };
  for (const scalar of translatableOf(document)) {
    scalar.value = replaceSegments(scalar.value, translate);
  }
  translateLinks(document, translate);
  const name = document.getIn(['metadata', 'name']);
  document.setIn(['metadata', 'name'], `${name}-ja`);
  document.addIn(['metadata', 'tags'], 'ja');
  document.setIn(
    ['spec', 'presentation'],
    document.createNode({ buttonLabels: BUTTONS }),
  );
  document.commentBefore = NOTICE;
  const text = await format(document.toString({ lineWidth: 0 }), {
    parser: 'yaml',
    singleQuote: true,
  });
  return { text, missing: [...missing] };
}

function translateLinks(document, translate) {
  const links = document.getIn(['metadata', 'links']);
  for (const link of links?.items ?? []) {
    if (isMap(link)) {
      link.set('title', translate(link.get('title')));
      link.set('url', link.get('url').replace(DOCS, `${DOCS}ja_jp/`));
    }
  }
}
