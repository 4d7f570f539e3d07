import { flatten } from '../__testUtils__/translate';
import ja from './ja';
import { messages } from './messages';
import { navigation } from './navigation';
import navigationJa from './navigation.ja';

const placeholders = (message: string) =>
  (message.match(/\{\{[^}]+\}\}/g) ?? []).sort();

const english = Object.entries(flatten(messages));
const japanese = new Map(Object.entries(ja));

// The commands and quotations that the messages contain.
const QUOTED = /aws ssm [a-z -]+|「[^」]*」/g;

describe('the Japanese messages', () => {
  it('have the same keys as the English messages', () => {
    expect([...japanese.keys()].sort()).toEqual(
      english.map(([key]) => key).sort(),
    );
  });

  it('have the same placeholders', () => {
    const others = english.filter(
      ([key, message]) =>
        !key.endsWith('_one') &&
        placeholders(japanese.get(key) ?? '').join() !==
          placeholders(message).join(),
    );

    expect(others).toEqual([]);
  });

  it('have no words in English but names', () => {
    const words = [...japanese].flatMap(
      ([key, message]) =>
        (message ?? '')
          .replace(QUOTED, '')
          .replace(/\{\{[^}]+\}\}/g, '|')
          .match(/[A-Za-z]{2,}(?: [a-z]{2,})+/g)
          ?.map(found => `${key}: ${found}`) ?? [],
    );

    expect(words).toEqual([]);
  });

  it('are in Japanese, unless they are names', () => {
    const others = [...japanese.values()].filter(
      message =>
        message !== null &&
        !/[\u3040-\u30ff\u4e00-\u9fff]/.test(message) &&
        /[a-z]/i.test(message.replace(/\{\{[^}]+\}\}/g, '')),
    );

    expect(new Set(others)).toEqual(
      new Set([
        'ja',
        'Session Manager',
        'Amazon S3',
        'CloudWatch Logs',
        'IAM Policy Simulator',
        'AWS CLI',
        'SSH',
      ]),
    );
  });

  it('include the titles that an app shows before the plugin is opened', () => {
    expect(Object.keys(navigationJa)).toEqual(Object.keys(navigation));
  });
});
