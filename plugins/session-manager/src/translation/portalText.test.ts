import { inEnglish, inJapanese } from '../__testUtils__/translate';
import { portal } from './portal';
import { portalText, portalWords } from './portalText';

describe('portalText', () => {
  it.each([
    [
      'a sentence',
      'You may not decide about your own request.',
      '自分のリクエストを承認または却下することはできません。',
    ],
    [
      'a sentence with values',
      'Only members of group:default/sre can create a role without an approval.',
      '承認なしで作成できるのは、group:default/sre のメンバーだけです。',
    ],
    [
      'a phrase in a sentence',
      'The portal is not allowed to read the policy of the key alias/one.',
      'ポータルにはキー alias/one のポリシーを読み取る権限がありません。',
    ],
    [
      'a list of phrases',
      'it gives EC2 instances, hybrid nodes, which exists, to another service',
      '既存の EC2 インスタンス, ハイブリッドノード を別のサービスに割り当てます',
    ],
    [
      'a refusal with the name of a policy',
      "In the policy of bucket logs, a statement that is not arn:x's has the Sid One: its owner has to rename or remove it.",
      'バケット logs のバケットポリシーには、arn:x のものではない Sid One のステートメントがあります。所有者が名前を変更するか、削除する必要があります。',
    ],
    [
      'a phrase that begins with an id',
      'i-1, i-2 use the role web and would lose all sessions: replace the instance profile there, or select "Delete even if instances use it".',
      'i-1, i-2 はロール web を使用しており、セッションを開始できなくなります。インスタンスプロファイルを置き換えるか、「インスタンスが使用中でも削除する」を選択してください。',
    ],
    [
      'several sentences',
      'The key alias/one could not be read. Check again.',
      'キー alias/one を読み取れませんでした。再確認してください。',
    ],
    [
      'two known sentences, without a space between them',
      'There is no key alias/one. Check again.',
      'キー alias/one はありません。再確認してください。',
    ],
    [
      'the sentence that fits best',
      'The portal’s AWS credentials lack the permission iam:GetRole on arn:x.',
      'ポータルの AWS 認証情報に、arn:x に対する iam:GetRole のアクセス許可がありません。',
    ],
  ])('translates %s', (_, english, japanese) => {
    expect(portalText(english, inJapanese)).toBe(japanese);
  });

  it('keeps what AWS says, and marks it', () => {
    expect(
      portalWords(
        'AccessDenied: User x is not authorized. Ask the portal’s administrators.',
        inJapanese,
      ),
    ).toEqual([
      { text: 'AccessDenied: User x is not authorized.', isTranslated: false },
      { text: 'ポータルの管理者に問い合わせてください。', isTranslated: true },
    ]);
  });

  it('keeps each text in English', () => {
    const text = 'AccessDenied: x. Check again.';

    expect(portalText(text, inEnglish)).toBe(text);
  });

  it('reads a long text in linear time', () => {
    const text = `The role ${' (a): '.repeat(2_000)}`;

    expect(portalText(text, inJapanese)).toBe(text);
  });
});

// i18next takes what precedes a colon for a namespace, and shows the rest.
it('no message has a colon in its key', () => {
  expect(Object.keys(portal).filter(key => key.includes(':'))).toEqual([]);
});
