/** The messages about the installation in Japanese. */
export const installationJa = {
  'installation.title': 'インストール状況',
  'installation.open': 'インストール状況を確認',
  'installation.back': 'ロール',
  'installation.lead':
    'Session Manager プラグインが正しくインストールされているかどうかを確認します。確認によって変更されるものはありません。',
  'installation.loading': 'インストール状況を確認しています',
  'installation.problems_one': null,
  'installation.problems_other': '問題 {{count, number}} 件',
  'installation.unknown_one': null,
  'installation.unknown_other': '結果不明 {{count, number}} 件',
  'installation.noProblems': '問題は見つかりませんでした',
  'installation.portal': 'ポータル',
  'installation.noAccounts':
    'アカウントは確認されていません。アカウントが設定されておらず、ポータルの認証情報のアカウントも不明です。',
  'installation.read': '取得: {{ago}}',
  'installation.state.ok': '正常',
  'installation.state.problem': '問題あり',
  'installation.state.unknown': '不明',
  'installation.check.configuration': '設定',
  'installation.check.own-account': 'ポータル自身のアカウント',
  'installation.check.actions': 'スキャフォルダーのアクション',
  'installation.check.templates': 'テンプレート',
  'installation.check.role-template': '複数ロール用のテンプレート',
  'installation.check.request-template': '承認済みリクエスト用のテンプレート',
  'installation.check.notifications': '通知',
  'installation.check.events': 'AWS のイベント',
  'installation.check.cache': 'キャッシュ',
  'installation.check.database': 'データベース',
  'installation.check.credentials': '認証情報',
  'installation.check.permissions': 'アクセス許可',
  'installation.check.scan': 'スキャン',
  'installation.problem.not-allowed':
    'インストール状況を確認する権限がありません。このポータルの管理チームに session-manager.installation.read を依頼してください。',
  'installation.problem.signed-out':
    'サインインの有効期限が切れました。もう一度サインインしてください。',
  'installation.problem.portal-failed':
    'インストール状況を確認できませんでした: {{detail}}',
  'installation.problem.portal-unreachable':
    'ポータルのバックエンドに接続できませんでした。接続を確認して、もう一度お試しください。ブラウザーのメッセージ: {{detail}}',
  'installation.problem.stale': '前回の結果を表示しています。',
};
