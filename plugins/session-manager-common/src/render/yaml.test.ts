import fc from 'fast-check';
import { parse } from 'yaml';
import { noted, tagged, writeYaml } from './yaml';

const read = (text: string) => parse(text, { version: '1.1' });

describe('writeYaml', () => {
  it('writes blocks after a comment, with notes above their entries', () => {
    const data = {
      Description: 'A role',
      Absent: undefined,
      Statement: [
        noted({ Effect: 'Allow', Action: ['a:b'] }, 'What it is for.'),
        noted({ Effect: 'Deny' }, undefined),
      ],
      Roles: [tagged('!Ref', 'Role')],
    };

    expect(writeYaml(data, 'First.\n\nSecond.')).toBe(`# First.

# Second.

Description: A role
Statement:
  # What it is for.
  - Effect: Allow
    Action:
      - a:b
  - Effect: Deny
Roles:
  - !Ref Role
`);
  });

  it.each([
    'on',
    'Yes',
    'n',
    'null',
    '~',
    '012',
    '1_000',
    '12:30:00',
    '1e3',
    '',
  ])('preserves the text %j as text', text => {
    expect(read(writeYaml({ text }, 'x'))).toEqual({ text });
  });

  it('is read as it was written, for all texts', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\u0085b', 'a\u2028b\u2029c', '\ufeffa', 'a # b', '- a'),
    );
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text)), text, (data, note) => {
        const own = Object.fromEntries(
          Object.entries(data).filter(([key]) => key !== '<<'),
        );

        const written = writeYaml(own, note);

        expect(read(written)).toEqual(own);
        expect(written).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff]/);
      }),
    );
  });
});
