// The Japanese pages of the documentation have the structure of the English
// ones: headings, code blocks, pictures, links and rows of tables.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const pages = globSync('*.md', { cwd: `${docs}ja` });

/** What both languages have in common, in its order. */
function structureOf(page) {
  const all = pattern => [...page.matchAll(pattern)].map(([, text]) => text);
  const outside = page.replaceAll(/^```.*?^```$/gms, '');
  return {
    headings: all(/^(#+) /gm),
    blocks: all(/^(```\w*\n.*?^```)$/gms),
    pictures: all(/!\[[^\]]+\]\((?:\.\.\/)?([^)]+)\)/g),
    links: [...outside.matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)]
      // The Japanese pages are one folder deeper.
      .map(([, target]) => target.replace(/^\.\.\//, ''))
      .sort(),
    rows: all(/^(\|)/gm).length,
  };
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe('The Japanese documentation', () => {
  it('has the first pages', () => {
    assert.deepEqual(pages.sort(), ['index.md', 'tutorial.md']);
  });

  for (const name of pages) {
    const english = readFileSync(`${docs}${name}`, 'utf8');
    const japanese = readFileSync(`${docs}ja/${name}`, 'utf8');

    it(`has the structure of the English ${name}`, () => {
      assert.deepEqual(structureOf(japanese), structureOf(english));
    });

    it(`is in Japanese in each heading and paragraph of ${name}`, () => {
      const paragraphs = japanese
        .replaceAll(/^```.*?^```$/gms, '')
        .split(/\n\n+/)
        .filter(text => /\p{Letter}/u.test(text));
      for (const paragraph of paragraphs) {
        // Only the product's name is the same.
        assert.match(paragraph, JAPANESE);
      }
    });
  }
});
