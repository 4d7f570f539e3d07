/** The messages of the handover of an activation code in Japanese. */
export const handoverJa = {
  'handover.title': 'アクティベーションコード',
  'handover.loading': 'アクティベーションコードを読み込んでいます',
  'handover.about':
    'このコードで、アカウント {{accountId}} の {{region}} にノードを登録します。',
  'handover.role': '登録したノードはロール {{role}} を使用します。',
  'handover.limit_one': null,
  'handover.limit_other': '{{until}} まで {{count, number}} 台を登録できます。',
  'handover.activation': 'アクティベーション {{id}}',
  'handover.waiting':
    '{{until}} までに一度だけ、あなただけが開けます。安全な保管場所を用意してください。',
  'handover.open': 'コードを表示',
  'handover.opening': '開いています…',
  'handover.incomplete':
    'リンクが不完全です。# 以降がありません。タスクの結果から開いてください。',
  'handover.code': 'アクティベーションコード',
  'handover.reveal': '表示',
  'handover.hide': '非表示',
  'handover.copyCode': 'コードをコピー',
  'handover.codeCopied': 'コードをコピーしました',
  'handover.command': 'SSM Agent のインストール後、各 Linux ノードで実行します',
  'handover.copyCommand': 'コードを含むコマンドをコピー',
  'handover.commandCopied': 'コマンドをコピーしました',
  'handover.once':
    'コードが表示されるのは一度だけです。このページを離れると、再度表示することはできません。',
  'handover.opened': '{{at}} に表示済みのため、再度表示することはできません。',
  'handover.expired': '有効期限の {{until}} を過ぎたため、表示できません。',
  'handover.again':
    '新しいコードが必要な場合は、テンプレートを再度実行してください。コードを失った場合は、AWS コンソールでこのアクティベーションを削除してください。',
  'handover.problem.not-allowed': 'コードを表示できません: {{detail}}',
  'handover.problem.signed-out':
    'コードを表示するには、もう一度サインインしてください。',
  'handover.problem.portal-failed':
    'ポータルがコードを読み込めませんでした: {{detail}}',
  'handover.problem.portal-unreachable': 'ポータルに接続できません: {{detail}}',
  'handover.problem.again': '再試行',
};
