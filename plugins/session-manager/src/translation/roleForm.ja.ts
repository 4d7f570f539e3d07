/** The messages of a form that fills itself in, in Japanese. */
export const roleFormJa = {
  'roleForm.change': '変更: {{what}}',
  'roleForm.close': '閉じる: {{what}}',
  'roleForm.changeShort': '変更',
  'roleForm.closeShort': '閉じる',
  'roleForm.group.name': 'ロール名',
  'roleForm.group.s3': 'Amazon S3 へのログ',
  'roleForm.group.cloudWatch': 'CloudWatch Logs へのログ',
  'roleForm.group.key': 'セッションのキー',
  'roleForm.group.advanced': '詳細設定',
  'roleForm.from.preferences': '{{account}} のセッションの設定から',
  'roleForm.from.role': 'ロールの現在の設定',
  'roleForm.from.service': 'サービスのデフォルト',
  'roleForm.from.default': 'デフォルト',
  'roleForm.from.entered': 'ここで入力',
  'roleForm.none': 'なし',
  'roleForm.noLogs': 'ログなし',
  'roleForm.noName': '未設定',
  'roleForm.anyLogGroup': '任意のロググループ',
  'roleForm.encrypted': '{{key}} で暗号化',
  'roleForm.owner': 'アカウント {{account}} のバケット',
  'roleForm.differs':
    '{{account}} のセッションの設定と異なります: {{values}}。',
  'roleForm.differsValue': '{{field}} {{value}}',
  'roleForm.usePreferences': 'セッションの設定を使用',
  'roleForm.region': 'リージョン',
  'roleForm.regionHelp':
    'ノードのリージョン。セッションの設定はリージョンごとにあります。',
  'roleForm.reading': 'セッションの設定を読み取っています…',
  'roleForm.found':
    '{{account}} ({{region}}) のセッションの設定から入力されています。確認: {{ago}}。',
  'roleForm.absent':
    '{{account}} の {{region}} にはセッションの設定がないため、セッションはログに記録されず、キーも使用されません。確認: {{ago}}。',
  'roleForm.unknown':
    '{{account}} のセッションの設定を読み取れなかったため、バケット、ロググループ、キーは入力されていません。設定で指定されているものを入力してください。入力しないと、セッションが失敗するかログが失われます。',
  'roleForm.again': '再確認',
  'roleForm.unknownField': '{{field}} は不明です: {{reason}} {{remedy}}',
  'roleForm.role.found':
    '{{name}} は存在します。フォームには現在の設定が表示されています。',
  'roleForm.role.unrecorded':
    '{{name}} は存在しますが、その設定の記録がポータルにありません。使用できるバケット、ロググループ、キー、およびタグは不明です。フォームにはセッションの設定が入力されています。',
  'roleForm.role.unmanaged':
    '変更するには、「既存のロールを引き継ぐ」をオンにしてください。',
  'roleForm.role.imported':
    'ポータルで作成されたものではありません。ファイルを適用するツールにインポートするか、別の名前を選択してください。',
  'roleForm.role.hidden':
    '{{name}} は存在しますが、表示する権限がありません。別の名前を選択してください。',
  'roleForm.role.unknown': '{{name}} が存在するかどうかは不明です。',
  'losses.title': 'ロールから失われる設定',
  'losses.text': '{{name}} から、現在の次の設定が失われます。',
  'losses.confirm': 'これらの設定を削除する',
  'losses.required':
    'ロールから現在の設定が失われます。確認するか、フォームを変更してください。',
  'losses.loading':
    'アカウントまたはロールの設定をまだ読み取っていました。入力された内容を確認してから続行してください。',
  'losses.field.s3': 'Amazon S3 へのログ: {{value}}',
  'losses.field.bucket-key': 'バケットのキー: {{value}}',
  'losses.field.bucket-owner': 'バケットの所有者: {{value}}',
  'losses.field.cloudWatchLogs': 'CloudWatch Logs へのログ: {{value}}',
  'losses.field.kmsKeyArn': 'セッションのキー: {{value}}',
  'losses.field.permissionsBoundaryArn': 'アクセス許可の境界: {{value}}',
  'losses.field.target': 'ノードタイプ: {{value}}',
  'losses.field.roleTags': 'ロールのタグ: {{value}}',
  'losses.field.policyTags': 'ポリシーのタグ: {{value}}',
};
