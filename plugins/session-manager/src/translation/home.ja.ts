import navigationJa from './navigation.ja';

/** The messages of the card on the home page in Japanese. */
export const homeJa = {
  'home.title': navigationJa.home,
  'home.calm': '担当サービスのロールに対応が必要なものはありません。',
  'home.worst': '対応が必要なロール',
  'home.all_one': null,
  'home.all_other': '担当サービスのすべてのロール ({{count, number}})',
  'home.oldest': '最も古いスキャンは{{ago}}。',
  'home.stale_one': null,
  'home.stale_other':
    '{{count, number}} アカウントを読み取れませんでした。そのロールは前回読み取った時点の内容です。',
  'home.notScanned_one': null,
  'home.notScanned_other':
    '{{count, number}} アカウントは未スキャンのため、表示されていないロールがある可能性があります。',
  'home.none': '担当サービスにはまだロールがありません。',
  'home.waiting':
    '担当サービスのロールはまだ見つかっていません。未スキャンのアカウントがあります。',
  'home.next':
    'ロールがあると、SSH キーやポートの開放なしで、サービスのノードでセッションを開始できます。',
  'home.nobody':
    'カタログにあなたのユーザーがないため、担当サービスを特定できません。このポータルの運用チームに問い合わせてください。',
};
