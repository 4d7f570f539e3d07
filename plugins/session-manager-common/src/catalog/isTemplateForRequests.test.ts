import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { isTemplateForRequests } from './isTemplateForRequests';

const TEMPLATES = resolve(__dirname, '../../../../templates');

const STEP = {
  action: 'session-manager:role:create',
  input: { requestId: '${{ parameters.requestId }}' },
};
const PAGE = { properties: { requestId: {} } };

describe('isTemplateForRequests', () => {
  it('is true for one of the templates of this repository, in both languages', () => {
    const files = readdirSync(TEMPLATES, { recursive: true })
      .map(String)
      .filter(name => /template(?:\.ja)?\.yaml$/.test(name));

    expect(
      files
        .filter(name =>
          isTemplateForRequests(
            parse(readFileSync(resolve(TEMPLATES, name), 'utf8')),
          ),
        )
        .sort(),
    ).toEqual([
      'session-manager-approved-role/template.ja.yaml',
      'session-manager-approved-role/template.yaml',
    ]);
  });

  it.each([
    ['one page as an object', { parameters: PAGE, steps: [STEP] }, true],
    [
      'a further parameter',
      {
        parameters: [PAGE, { properties: { reason: {} } }],
        steps: [STEP],
      },
      false,
    ],
    [
      'a step without the request',
      {
        parameters: [PAGE],
        steps: [{ ...STEP, input: {} }],
      },
      false,
    ],
    ['no spec', undefined, false],
  ])('with %s', (_, spec, expected) => {
    expect(isTemplateForRequests({ spec })).toBe(expected);
  });
});
