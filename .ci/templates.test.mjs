// The Software Templates in Japanese: generated, complete, and nothing in English.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, parseDocument } from 'yaml';
import { replaceSegments } from './templates/segments.mjs';
import { translatableOf } from './templates/translatable.mjs';
import { translateTemplate } from './templates/translateTemplate.mjs';

const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url));
const NAMES = readdirSync(TEMPLATES).filter(name =>
  existsSync(`${TEMPLATES}${name}/template.yaml`),
);
/** Names that are the same in both languages. */
const SAME = ['Terraform', 'CloudFormation', 'JSON'];

const read = (name, file) =>
  readFileSync(`${TEMPLATES}${name}/${file}`, 'utf8');

describe('The Japanese templates', () => {
  it('are up to date, with a translation of each text', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('translate-templates.mjs', import.meta.url)),
        '--check',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  for (const name of NAMES) {
    it(`show no text in English: ${name}`, () => {
      const document = parseDocument(read(name, 'template.ja.yaml'));
      for (const { value } of translatableOf(document)) {
        replaceSegments(value, text => {
          assert.ok(
            SAME.includes(text) || /[\u3040-\u30ff\u4e00-\u9fff]/.test(text),
            `in English: ${text}`,
          );
          return text;
        });
      }
    });

    it(`have the fields and steps of the English one: ${name}`, () => {
      assert.deepEqual(
        shapeOf(parse(read(name, 'template.ja.yaml'))),
        shapeOf(parse(read(name, 'template.yaml'))),
      );
    });
  }
});

describe('The translation of a template', () => {
  const source = [
    'metadata: { name: one, title: A title, tags: [] }',
    'spec:',
    '  parameters:',
    '    - properties:',
    '        title:',
    '          title: Field',
    '          description: >-',
    '            Two',
    '            lines.',
    '          ui:placeholder: my-value',
    '          ui:options: { kind: buckets }',
    '          errorMessage: { pattern: must match }',
  ].join('\n');

  it('finds the texts that people read, and nothing else', async () => {
    const { missing } = await translateTemplate(source, {});
    assert.deepEqual(missing, ['A title', 'Field', 'Two lines.', 'must match']);
  });

  it('replaces them, and names the template for its language', async () => {
    const { text } = await translateTemplate(source, {
      'A title': '題名',
      Field: '項目',
      'Two lines.': '2 行。',
      'must match': '一致が必要です',
    });
    const { metadata, spec } = parse(text);
    assert.equal(metadata.name, 'one-ja');
    assert.equal(metadata.title, '題名');
    const field = spec.parameters[0].properties.title;
    assert.equal(field.description, '2 行。');
    assert.equal(field['ui:placeholder'], 'my-value');
    assert.equal(field.errorMessage.pattern, '一致が必要です');
  });

  it('translates each paragraph between tags, with its expressions', () => {
    const parts = [];
    replaceSegments(
      [
        '{% if one %}',
        'The role `${{ arn }}`',
        'exists.',
        '{% endif %}',
        '- ${{ { create: "Created" }[kind] }} `${{ name }}`',
        '- `${{ file }}`',
        '',
        '```json',
        '${{ policy | dump(2) }}',
        '```',
      ].join('\n'),
      part => parts.push(part),
    );
    assert.deepEqual(parts, [
      'The role `${{ arn }}` exists.',
      '${{ { create: "Created" }[kind] }} `${{ name }}`',
    ]);
  });
});

/** A template without its texts and its name. */
function shapeOf({ spec: { owner, type, parameters, steps, output } }) {
  const shape = value => {
    if (Array.isArray(value)) {
      return value.map(shape);
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, shape(each)]),
      );
    }
    return typeof value === 'string' ? undefined : value;
  };
  const inputs = steps.map(({ id, action, if: condition, input }) => ({
    id,
    action,
    condition,
    input: action.startsWith('session-manager:') ? input : shape(input),
  }));
  return { owner, type, inputs, form: shape({ parameters, output }) };
}
