import navigationJa from './navigation.ja';

/** The messages about connecting to a node in Japanese. */
export const connectJa = {
  'connect.button': navigationJa.connect,
  'connect.buttonFor': '{{node}} に接続',
  'connect.roleLink': '接続',
  'connect.roleLinkFor': '{{name}} のノードに接続',
  'connect.serviceLinkFor': '{{service}} に接続',
  'connect.title': '{{node}} に接続',
  'connect.place': '{{account}} · {{region}}',
  'connect.loading': '接続方法を読み込んでいます',
  'connect.loadingNodes': 'サービスのノードを読み込んでいます',
  'connect.nodes': 'このサービスのノード',
  'connect.none':
    'ノードは見つかりませんでした。ノードは、このサービスのロールと、タグ {{key}} = {{value}} によって検索されます。',
  'connect.noOthers': 'その他のノードは見つかりませんでした。',
  'connect.noneRead':
    'ノードは見つかりませんでしたが、読み取れなかった情報があります。',
  'connect.incomplete':
    '{{place}} を読み取れなかったため、表示されていないノードがある可能性があります: {{message}}',
  'connect.close': '閉じる',
  'connect.notListed':
    'このノードはサービスのノードに含まれなくなりました。終了したか、ロールが外された可能性があります。',
  'connect.online': 'オンライン',
  'connect.offline': 'オフライン',
  'connect.unknown': '不明',
  'connect.lastPing': '最終 ping: {{ago}}',
  'connect.obstacle.not-running':
    'インスタンスが実行されていません。インスタンスを開始してから再確認してください。',
  'connect.obstacle.waits-for-credentials':
    'ノードは認証情報を待っています。起動後にアタッチまたは修復されたインスタンスプロファイルは、最大 30 分後、またはエージェントの再起動時に認識されます。',
  'connect.obstacle.predicted': 'セッションは失敗すると予測されます。',
  'connect.obstacle.no-instance-profile':
    'インスタンスにインスタンスプロファイルがないため、ノードはオンラインになりません。Session Manager ロールのインスタンスプロファイルをアタッチしてください。',
  'connect.obstacle.connection-lost':
    'ノードは以前オンラインでしたが、エージェントが応答しません。ノードが実行中で、Systems Manager のエンドポイントに接続できることを確認してください。',
  'connect.obstacle.never-connected':
    'ノードは Systems Manager に一度も接続していません。SSM Agent がインストールされ、Systems Manager のエンドポイントに接続できることを確認してください。',
  'connect.obstacle.not-read': 'ノードがオンラインかどうかは不明です。',
  'connect.console': 'AWS コンソールで開く',
  'connect.consoleFor': 'AWS コンソールで開く: {{node}} のセッション',
  'connect.command': 'AWS CLI',
  'connect.plugin':
    'コマンドには AWS CLI 用の Session Manager プラグインが必要です。',
  'connect.pluginLink': 'プラグインをインストール',
  'connect.portForwarding': 'ポート転送',
  'connect.ports':
    '80 をノードのポートに、8080 をお使いのコンピューターのポートに置き換えてください。',
  'connect.ssh': 'SSH',
  'connect.sshUser':
    'ec2-user をノードのユーザーに置き換えてください。ノードに公開鍵が登録されている必要があります。',
  'connect.copy': 'コマンドをコピー: {{what}}',
  'connect.copied': 'コマンドをコピーしました',
  'connect.justInTime':
    'このアカウントはジャストインタイムノードアクセスを使用しています。アクセスをリクエストし、承認後に受け取る認証情報でセッションを開始してください。',
  'connect.justInTimeLink':
    'AWS ドキュメントのジャストインタイムノードアクセス',
  'connect.request': '1. アクセスをリクエスト',
  'connect.requestText': 'REASON をアクセスが必要な理由に置き換えてください。',
  'connect.token': '2. 承認後に認証情報を取得',
  'connect.tokenText':
    'ACCESS_REQUEST_ID を最初のコマンドが返した ID に置き換えてください。その後、ターミナルに認証情報を設定してセッションを開始します。',
  'connect.needs': 'AWS アイデンティティに必要な許可',
  'connect.needsText':
    'お使いの IAM ユーザー、または IAM Identity Center の許可セットにこのポリシーが必要です。対象は {{account}} にあるこのサービスのノードに限定されています。',
  'connect.policy': 'ポリシー',
  'connect.copyPolicy': 'ポリシーをコピー',
  'connect.policyCopied': 'ポリシーをコピーしました',
  'connect.tunnels': 'ポート転送と SSH に必要な追加の許可',
  'connect.copyTunnels': 'ポート転送と SSH のステートメントをコピー',
  'connect.tunnelsCopied': 'ステートメントをコピーしました',
  'connect.untagged':
    'このノードにはタグ {{key}} = {{value}} がないため、ポリシーではこのノードへのセッションが許可されません。ノードにタグを追加してください。',
  'connect.tagUnknown':
    'ポリシーで許可されるのは、タグ {{key}} = {{value}} の付いたノードへのセッションだけです。このノードにタグがあることを確認してください。',
  'connect.mayLack':
    'ポリシーにセッションキーの許可が不足している可能性があります: {{reason}} {{remedy}}',
};
