/** The messages that say why something is not shown, in Japanese. */
export const notShownJa = {
  'notShown.forms':
    'このアプリにはテンプレートのページがないため、ソフトウェアテンプレートを開くボタンは表示されません。@backstage/plugin-scaffolder をインストールするか、外部ルート session-manager.selectedTemplate をバインドしてください。',
  'notShown.task':
    'このアプリにはタスクのページがないため、タスクのログへのリンクは表示されません。@backstage/plugin-scaffolder をインストールするか、外部ルート session-manager.task をバインドしてください。',
  'notShown.unmanaged':
    'ポータルが変更や削除を行えるのは、ポータルが管理するロールのみです。ここで管理するには、「{{page}}」ページでロールを引き継いでください。',
  'notShown.requests':
    'このサービスの進行中のリクエストを読み込めませんでした: {{detail}}',
  'notShown.requestsNotAllowed':
    'このサービスのリクエストを表示する権限がありません。',
  'notShown.instances':
    'インスタンスプロファイルのないインスタンスがこのサービスにあるかどうかは不明です: {{detail}}',
  'notShown.instancesNotAllowed':
    'このサービスのインスタンスを表示する権限がありません。',
  'notShown.attach':
    'このアカウントには、アタッチできるインスタンスプロファイルに入っているこのサービスのロールがありません。',
  'notShown.accounts':
    'アカウントを読み込めなかったため、アカウントによる絞り込みは表示されません: {{detail}}',
  'notShown.again':
    'ロールをもう一度リクエストできるのは、リクエストした本人のみです。',
  'notShown.decision': '「{{decision}}」は選択できません: {{reason}}',
  'notShown.roleState':
    'カタログにロールのエンティティがないため、Session Manager の状態による絞り込みは表示されません。catalog.providers.sessionManager を設定し、種類 Resource を許可してください。',
  'notShown.page': 'このページは存在しません。',
  'notShown.app.title': 'このアプリでの表示',
  'notShown.app.shown': '表示中: {{names}}',
  'notShown.app.off':
    '無効になっているため、表示されません。表示するには、app.extensions に {{id}} を追加してください。',
  'notShown.app.noPlace':
    'このアプリに {{place}} がないか、無効になっているため、表示されません。これを提供するプラグインをインストールするか、app.extensions で有効にしてください。',
  'notShown.app.condition':
    '{{id}} の条件が満たされていないため、表示されません。',
  'notShown.app.failed':
    'アプリで作成できなかったため、表示されません。エラーはブラウザーのコンソールにあります。',
  'notShown.app.entities':
    'カード、タブ、リンクは、それ自体がロールではないコンポーネント、リソース、システムに表示されます。',
  'notShown.app.filter':
    'フィルターに一致するエンティティにのみ表示されます: {{filter}}',
  'notShown.app.noFilter': 'コンポーネント、リソース、システムに表示されます。',
  'notShown.app.templateFilter':
    '承認済みリクエスト用のテンプレートはポータル自身のみが実行するため、ソフトウェアテンプレートの一覧には表示されません。',
  'notShown.app.oldSystem':
    'このアプリは旧フロントエンドシステムを使用しているため、表示される内容はアプリのコードで決まります。backstage-plugin-session-manager の README を参照してください。',
  'notShown.app.template':
    'テンプレート {{template}} がカタログにないか、表示する権限がありません。これを開くボタンはエラーになります。使用箇所: {{names}}',
  'notShown.app.templatesUnknown':
    'カタログにテンプレートがあるかどうかは不明です: {{detail}}',
  'notShown.app.name.api': 'ポータルのクライアント',
  'notShown.app.name.card': 'カード',
  'notShown.app.name.tab': 'タブ',
  'notShown.app.name.connect': '「接続」リンク',
  'notShown.app.name.field': 'フォームのフィールド {{name}}',
  'notShown.app.name.page': 'ページ全体',
  'notShown.app.name.roles': 'すべてのロールのページ',
  'notShown.app.name.requests': 'リクエストのページ',
  'notShown.app.name.explain': 'メッセージを説明するページ',
  'notShown.app.name.batch': '一括処理のページ',
  'notShown.app.name.handover': 'アクティベーションコードのページ',
  'notShown.app.name.installation': 'インストール状況のページ',
  'notShown.app.name.templateFilter': 'テンプレートの絞り込み',
  'notShown.app.name.search': '検索結果',
  'notShown.app.name.catalogFilter': 'カタログの絞り込み',
  'notShown.app.name.home': 'ホームページのカード',
  'notShown.app.name.other': '拡張機能 {{name}}',
};
