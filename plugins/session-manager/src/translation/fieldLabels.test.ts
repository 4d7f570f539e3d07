import { labelFields } from './fieldLabels';
import { messages } from './messages';
import { Translate } from './Translate';

/** Translates keys without placeholders, as the app's function does. */
const t = ((key: string) =>
  key
    .split('.')
    .reduce<unknown>(
      (part, name) => (part as Record<string, unknown>)[name],
      messages,
    )) as Translate;

describe('labelFields', () => {
  it.each([
    ['roleName: must be a name', 'Role name: must be a name'],
    [
      's3.bucket: is missing; kmsKeyArn: must be an ARN: of a key',
      'Bucket: is missing; Session key: must be an ARN: of a key',
    ],
    ['roleTags.team: is too long', 'roleTags.team: is too long'],
    ['The account refuses it', 'The account refuses it'],
  ])('labels %s', (refusal, labelled) => {
    expect(labelFields(refusal, t)).toBe(labelled);
  });
});
