/** The messages that an app shows before the plugin is opened, in Japanese. */
const navigationJa = {
  title: 'Session Manager',
  roles: 'ロール',
  requests: 'ロールのリクエスト',
  explain: 'メッセージの説明',
  connect: '接続',
  home: '担当サービスのセッション',
};

export default navigationJa;
