/** The messages of the field with the other accounts of a role, in Japanese. */
export const otherAccountsJa = {
  'otherAccounts.title': '他のアカウント',
  'otherAccounts.choose_one': null,
  'otherAccounts.choose_other': '他の {{count}} 個のアカウントから選択',
  'otherAccounts.chosen': '{{accounts}} にも同じロールを作成',
  'otherAccounts.reading': '{{account}} の設定を読み取っています…',
  'otherAccounts.read': '{{account}} の設定は最新です。',
  'otherAccounts.created': '新しいロールです。',
  'otherAccounts.changed_one': null,
  'otherAccounts.changed_other':
    '既存のロールに {{count}} 件の変更があります。',
  'otherAccounts.unread':
    '{{account}} のセッションの設定を読み取れなかったため、バケット、ロググループ、キーは不明です。',
  'otherAccounts.unrecorded':
    '{{name}} は {{account}} に存在しますが、その設定の記録がポータルにないため、失われる設定は不明です。',
  'otherAccounts.losses':
    '{{account}} の {{name}} から、現在の次の設定が失われます: {{losses}}。',
  'otherAccounts.ownForm':
    '{{account}} のロールを専用のフォームで作成 (新しいタブで開きます)',
};
