import navigationJa from './navigation.ja';

/** The messages of readiness in Japanese. */
export const readinessJa = {
  'readiness.loading': 'ロールのセッションの準備状況を読み込んでいます',
  'readiness.role': 'ロール',
  'readiness.region': 'リージョン',
  'readiness.line.title': '段階ごとのセッションの準備状況',
  'readiness.line.online': 'オンライン',
  'readiness.line.start': '開始',
  'readiness.line.log': 'ログ',
  'readiness.line.onlineText': 'ノードがオンラインになる',
  'readiness.line.startText': 'セッションが開始する',
  'readiness.line.wouldComeOnline': 'ノードがオンラインになる見込み',
  'readiness.line.wouldStart': 'セッションが開始する見込み',
  'readiness.line.s3': 'Amazon S3',
  'readiness.line.cloudWatchLogs': 'CloudWatch Logs',
  'readiness.line.loggingOff':
    'セッションの設定でログ記録がオフになっています。',
  'readiness.line.notReached': '未到達',
  'readiness.line.yes': 'はい',
  'readiness.line.no': 'いいえ',
  'readiness.line.unknown': '不明',
  'readiness.problems.title': '問題',
  'readiness.problems.none': '問題は見つかりませんでした',
  'readiness.problems.notes': '注記',
  'readiness.problems.see': 'ユーザーへの表示',
  'readiness.problems.seeOnline':
    'ノードが接続されていない (TargetNotConnected) と表示されます。エージェントのログ:',
  'readiness.problems.seeStart': 'ターミナルの表示:',
  'readiness.problems.seeLog': '何も表示されません。エージェントのログ:',
  'readiness.problems.seeNothing': '特定のメッセージはありません。',
  'readiness.problems.why': '理由',
  'readiness.problems.whyRefused':
    '{{resource}} に対する {{action}} は拒否されます。許可するステートメントがありません。',
  'readiness.problems.whyDecided':
    '{{resource}} に対する {{action}} は次によって拒否されます:',
  'readiness.problems.whyOpen':
    '{{resource}} に対する {{action}} が許可されるかどうかは不明です。次に依存します:',
  'readiness.problems.whyPlain': '対象: {{resource}}',
  'readiness.problems.statement': '{{policy}} のステートメント {{number}}',
  'readiness.problems.repair': '修正方法',
  'readiness.problems.add': 'ロールのポリシーに追加:',
  'readiness.problems.ownerAdds':
    'バケットまたはキーの所有者は、次をポリシーに追加する必要があります:',
  'readiness.problems.repairRole': '修復…',
  'readiness.problems.repairText':
    'ロールに必要な設定が入力されたフォームを開きます。',
  'readiness.sections.label': 'ロールの詳細',
  'readiness.sections.policy': 'ポリシー',
  'readiness.sections.differences': '差分',
  'readiness.sections.preferences': 'セッションの設定',
  'readiness.sections.nodes': 'ノード',
  'readiness.sections.requests': 'リクエスト',
  'readiness.sections.explain': 'メッセージの説明',
  'readiness.policy.decides': '判定の根拠となるステートメント',
  'readiness.policy.none': 'ロールにポリシーがありません。',
  'readiness.policy.boundary': 'アクセス許可の境界 {{name}}',
  'readiness.policy.trustTitle': '信頼ポリシー',
  'readiness.policy.trust': 'ロールの信頼ポリシー',
  'readiness.policy.ofResource': 'バケットまたはキーのポリシー',
  'readiness.differences.none':
    'なし。ロールはリクエスト内容と一致しています。',
  'readiness.differences.unmanaged':
    'このロールはこのポータルで作成されたものではないため、比較するリクエストがありません。',
  'readiness.differences.not-read':
    '不明。リクエスト内容の一部がまだ読み取られていません。再確認すると、すべてが読み取られます。',
  'readiness.preferences.intro':
    '{{region}} のドキュメント {{name}} のセッションの設定:',
  'readiness.preferences.absent':
    '{{region}} にドキュメント {{name}} がありません。セッションはログに記録されず、KMS キーで暗号化されません。',
  'readiness.preferences.unknown':
    'セッションの設定を読み取れなかったため、予測の一部が不明です:',
  'readiness.preferences.version': 'バージョン {{version}}',
  'readiness.preferences.off': 'オフ',
  'readiness.preferences.on': 'オン',
  'readiness.preferences.none': 'なし',
  'readiness.preferences.s3BucketName': 'S3 バケット',
  'readiness.preferences.s3KeyPrefix': 'S3 キープレフィックス',
  'readiness.preferences.s3EncryptionEnabled':
    '暗号化されたバケットを必須にする',
  'readiness.preferences.cloudWatchLogGroupName': 'ロググループ',
  'readiness.preferences.cloudWatchEncryptionEnabled':
    '暗号化されたロググループを必須にする',
  'readiness.preferences.cloudWatchStreamingEnabled':
    'セッションログのストリーミング',
  'readiness.preferences.kmsKeyId': 'セッションの暗号化に使用する KMS キー',
  'readiness.preferences.runAsEnabled': 'Run As (実行ユーザーの指定)',
  'readiness.preferences.runAsDefaultUser': 'Run As のデフォルトユーザー',
  'readiness.instances.ofRole': '{{region}} で {{name}} を使用しているノード',
  'readiness.instances.others': 'このサービスのその他のノード',
  'readiness.instances.none':
    '{{region}} にこのロールを使用するインスタンスはありません。',
  'readiness.instances.more':
    '{{count, number}} 台のうち最初の {{shown, number}} 台を表示しています。',
  'readiness.instances.agent': 'エージェント',
  'readiness.instances.fits': '予測と一致',
  'readiness.instances.ping-online': 'オンライン',
  'readiness.instances.ping-connection-lost': '接続切れ',
  'readiness.instances.ping-inactive': '非アクティブ',
  'readiness.instances.ping-unseen': '接続履歴なし',
  'readiness.instances.lastPing': '最終 ping: {{ago}}',
  'readiness.instances.latest': '最新',
  'readiness.instances.outdated': '更新あり',
  'readiness.instances.note.waits-for-credentials':
    'ロールはノードがオンラインになることを許可しています。エージェントの起動後にアタッチまたは修復されたインスタンスプロファイルは、エージェントが次に認証情報を要求するとき (25〜30 分後)、またはエージェントの再起動時に認識されます。',
  'readiness.instances.note.default-host-management':
    'インスタンスプロファイルが ssm:UpdateInstanceInformation を許可するまで、ノードはこのロールではなくデフォルトのホスト管理設定のロールを使用します。',
  'readiness.instances.note.online-against-prediction':
    'ロールのポリシーでは許可されていませんが、ノードはオンラインです。以前に発行された認証情報がまだ有効な可能性があります。',
  'readiness.simulator.title': 'IAM Policy Simulator',
  'readiness.simulator.agrees_one': null,
  'readiness.simulator.agrees_other':
    'IAM Policy Simulator の判定は {{count, number}} 件すべてで一致しています。',
  'readiness.simulator.undecided_one': null,
  'readiness.simulator.undecided_other':
    '{{count, number}} 件は判定されていません。',
  'readiness.simulator.differs':
    '{{resource}} に対する {{action}}: 予測は{{predicted}}、シミュレーターは{{simulated}}。',
  'readiness.simulator.allowed': '許可',
  'readiness.simulator.denied': '拒否',
  'readiness.simulator.by-organization': '組織のポリシーが拒否しています。',
  'readiness.simulator.by-boundary': 'アクセス許可の境界が拒否しています。',
  'readiness.simulator.by-policies': 'ロールのポリシーが拒否しています。',
  'readiness.simulator.none':
    'IAM Policy Simulator を使用しなかったか、応答がありませんでした:',
  'readiness.missing': 'アカウントにこのロールは存在しません。',
  'readiness.inRegion': 'リージョン {{region}}',
  'readiness.noRole': 'ロールなし',
  'readiness.neverLogged':
    'SSH 経由およびポート転送のセッションはログに記録されません。',
  'readiness.disagrees':
    'IAM Policy Simulator の判定は異なります。詳細を確認してください。',
  'readiness.headline.ready-unlogged':
    'セッションは開始します。セッションの設定でログ記録がオフになっています。',
  'readiness.headline.ready-s3': 'セッションは開始し、S3 に記録されます。',
  'readiness.headline.ready-cloudWatchLogs':
    'セッションは開始し、CloudWatch Logs に記録されます。',
  'readiness.headline.ready-both':
    'セッションは開始し、S3 と CloudWatch Logs に記録されます。',
  'readiness.headline.starts': 'セッションは開始します。',
  'readiness.headline.lost-s3': 'S3 へのログは失われます: {{cause}}。',
  'readiness.headline.lost-cloudWatchLogs':
    'CloudWatch Logs へのログは失われます: {{cause}}。',
  'readiness.headline.unknown-s3':
    'ログが S3 に届くかどうかは不明です: {{cause}}。',
  'readiness.headline.unknown-cloudWatchLogs':
    'ログが CloudWatch Logs に届くかどうかは不明です: {{cause}}。',
  'readiness.headline.fail-online':
    'ノードがオフラインのままのため、セッションは失敗します: {{cause}}。',
  'readiness.headline.fail-start': 'セッションは失敗します: {{cause}}。',
  'readiness.headline.unknown-online':
    'ノードがオンラインになるかどうかは不明です: {{cause}}。',
  'readiness.headline.unknown-start':
    'セッションが開始するかどうかは不明です: {{cause}}。',
  'readiness.headline.policies-not-read':
    'セッションが開始するかどうかは不明です: ロールの一部のポリシーを読み取れませんでした。',
  'readiness.headline.not-for-nodes':
    '{{purpose}} 用のロールで、ノード用ではありません。EC2 も Systems Manager もこのロールを引き受けることができません。',
  'readiness.headline.worse-on-ec2':
    'これは EC2 インスタンスの場合です。ハイブリッドノードではこれより良好です。',
  'readiness.headline.worse-on-hybrid':
    'これはハイブリッドノードの場合です。EC2 インスタンスではこれより良好です。',
  'readiness.headline.fail-on-hybrid':
    'ハイブリッドノードへのセッションは失敗します: {{cause}}。',
  'readiness.headline.instead-of-role':
    'ノードはこのロールを使用せず、デフォルトのホスト管理設定が提供する {{role}} を使用します。',
  'readiness.cause.trust-does-not-admit-the-node':
    '信頼ポリシーがノードにロールの引き受けを許可していません',
  'readiness.cause.not-in-instance-profile':
    'ロールを含むインスタンスプロファイルがないため、インスタンスで使用できません',
  'readiness.cause.trust-lacks-service':
    '信頼ポリシーが {{service}} にロールの引き受けを許可していません',
  'readiness.cause.trust-denied':
    '信頼ポリシーのステートメントが {{service}} によるロールの引き受けを拒否しています',
  'readiness.cause.trust-depends-on-keys':
    '{{service}} がロールを引き受けられるかどうかは {{keys}} に依存します',
  'readiness.cause.trust-unknown':
    '{{service}} がロールを引き受けられるかどうかは信頼ポリシーからはわかりません',
  'readiness.cause.update-instance-information-denied':
    'ロールにはノードを登録する権限がありません (ssm:UpdateInstanceInformation)',
  'readiness.cause.create-control-channel-denied':
    'ロールにはコントロールチャネルを開く権限がありません',
  'readiness.cause.open-control-channel-denied':
    'ロールにはコントロールチャネルを開く権限がありません',
  'readiness.cause.create-data-channel-denied':
    'ロールにはセッションのデータチャネルを開く権限がありません',
  'readiness.cause.open-data-channel-denied':
    'ロールにはセッションのデータチャネルを開く権限がありません',
  'readiness.cause.session-key-decrypt-denied':
    'ロールにはセッションキーで復号する権限がありません',
  'readiness.cause.standard-instances-tier':
    'アカウントはこのリージョンでスタンダードインスタンス層を使用しており、Session Manager はハイブリッドノードに接続できません',
  'readiness.cause.session-key-elsewhere':
    'セッションキーが別のリージョンにあります',
  'readiness.cause.s3-encryption-check-denied':
    'ロールにはバケットの暗号化設定を読み取る権限がありません',
  'readiness.cause.s3-encryption-check-failed':
    'バケットを確認できませんでした',
  'readiness.cause.s3-bucket-not-encrypted':
    'バケットがエージェントの認識する方法で暗号化されていません',
  'readiness.cause.cw-encryption-check-denied':
    'ロールにはロググループを参照する権限がありません',
  'readiness.cause.cw-encryption-group-missing': 'ロググループが存在しません',
  'readiness.cause.cw-group-not-encrypted':
    'ロググループに KMS キーがありません',
  'readiness.cause.cw-streaming-dropped':
    'ロールにはロググループを参照する権限がありません',
  'readiness.cause.cw-group-check-denied':
    'ロールにはロググループを参照する権限がありません',
  'readiness.cause.cw-group-missing': 'ロググループが存在しません',
  'readiness.cause.cw-create-stream-denied':
    'ロールにはログストリームを作成する権限がありません',
  'readiness.cause.cw-describe-streams-denied':
    'ロールにはログストリームを参照する権限がありません',
  'readiness.cause.cw-put-events-denied':
    'ロールにはログイベントを書き込む権限がありません',
  'readiness.cause.s3-put-denied':
    'ロールにはこのプレフィックスでバケットに書き込む権限がありません',
  'readiness.cause.s3-put-acl-denied':
    'ロールにはバケットの所有者にログへのアクセスを許可する権限がありません (s3:PutObjectAcl)',
  'readiness.cause.s3-bucket-policy-missing':
    'バケットポリシーがロールを許可していません',
  'readiness.cause.s3-key-generate-denied':
    'ロールにはバケットのキーを使用する権限がありません',
  'readiness.cause.preferences-parameter-denied':
    'ロールは設定が参照する Parameter Store の値を読み取れません',
  'readiness.cause.preferences-parameter-unknown':
    '設定が Parameter Store の値を参照しています',
  'readiness.cause.s3-key-elsewhere':
    'バケットのキーがバケットとは別のリージョンにあります',
  'readiness.cause.s3-owner-cannot-read':
    'バケットの所有者はログを読み取れません',
  'readiness.cause.s3-encryption-check-skipped':
    'ロールにはバケットの暗号化設定を読み取る権限がありません',
  'readiness.cause.run-as-user-missing':
    'Run As のユーザーが設定されていません',
  'readiness.cause.preferences-unknown': '設定を読み取れませんでした',
  'readiness.cause.preferences-unreadable':
    'エージェントは設定を読み取れません',
  'readiness.cause.bucket-missing': 'バケットが存在しません',
  'readiness.cause.bucket-unencrypted':
    'バケットにデフォルトの暗号化がありません',
  'readiness.cause.bucket-key-of-aws':
    'バケットは他のアカウントが使用できないキーで暗号化されています',
  'readiness.cause.denied-by-statement':
    'ステートメントが {{action}} を拒否しています',
  'readiness.cause.denied-by-organization':
    '組織のサービスコントロールポリシーが {{action}} を拒否しています',
  'readiness.cause.denied-by-simulator':
    'IAM Policy Simulator が {{action}} を拒否しています',
  'readiness.cause.left-out-by-boundary':
    'アクセス許可の境界に {{action}} が含まれていません',
  'readiness.cause.closed-by-key': 'キーポリシーがロールを許可していません',
  'readiness.cause.closed-by-bucket':
    'バケットポリシーがロールを許可していません',
  'readiness.cause.depends-on-keys': '{{action}} は {{keys}} に依存します',
  'readiness.cause.depends-on-statements':
    '{{action}} はここでは不明な条件に依存します',
  'readiness.cause.depends-on-principal':
    '{{action}} はリソースのポリシーの {{element}} に依存します',
  'readiness.cause.depends-on-instance-tags':
    '{{instances}} のタグでは {{action}} が拒否されます',
  'readiness.cause.policies-too-complex':
    'ポリシーが複雑すぎるため評価できません',
  'readiness.cause.fact-missing': '{{reason}}',
  'readiness.cause.bucket-unspecified':
    'バケット {{bucket}} の情報がありません',
  'readiness.cause.log-group-unspecified':
    'ロググループ {{logGroup}} の情報がありません',
  'readiness.advice.trust-service':
    'ロールの信頼ポリシーで {{service}} によるロールの引き受けを許可する必要があります。ステートメントを追加してください。',
  'readiness.advice.trust-deny':
    '信頼ポリシーのステートメントが {{service}} に sts:AssumeRole を拒否しています。明示的な拒否は許可より優先されるため、そのステートメントを変更してください。',
  'readiness.advice.trust-condition-keys':
    '{{service}} がロールを引き受けられるかどうかは、{{service}} について AWS が文書化していない {{keys}} に依存します。信頼ポリシーから条件を削除するか、ノードで認証情報を取得できることを確認してください。',
  'readiness.advice.unknown-trust':
    '{{service}} がロールを引き受けられるかどうかは信頼ポリシーからはわかりません。{{service}} をプリンシパルとする独立したステートメントを追加してください。',
  'readiness.advice.role-for-nodes':
    'このロールは {{purpose}} 用です。ノードでセッションを開始するには、ノード用のロールを作成してください。',
  'readiness.advice.make-instance-profile':
    'ロールを含むインスタンスプロファイルを作成し、インスタンスにアタッチしてください。EC2 が受け付けるのはロールではなくインスタンスプロファイルです。',
  'readiness.advice.role':
    'ロールのポリシーで {{resource}} に対する {{action}} を許可する必要があります。',
  'readiness.advice.deny':
    'ステートメントが {{action}} を拒否しています。明示的な拒否は許可より優先されるため、そのステートメントを変更してください。',
  'readiness.advice.boundary':
    'ロールのアクセス許可の境界が {{action}} を許可していません。境界の管理者が追加する必要があります。',
  'readiness.advice.bucket-policy':
    'バケット {{bucket}} のポリシーがロールに {{action}} を許可していません。所有者がロールを追加する必要があります。',
  'readiness.advice.key-policy':
    'キー {{key}} のポリシーがロールにもそのアカウントにも {{action}} を許可していません。所有者がいずれかを追加する必要があります。',
  'readiness.advice.simulator-organization':
    '組織のサービスコントロールポリシーが {{action}} を拒否しています。組織の管理者が変更する必要があります。',
  'readiness.advice.simulator-boundary':
    'IAM Policy Simulator は、アクセス許可の境界が {{action}} を拒否すると判定しています。',
  'readiness.advice.simulator-policies':
    'IAM Policy Simulator は、ロールのポリシーが {{action}} を拒否すると判定しています。',
  'readiness.advice.unknown-fact': '{{remedy}}',
  'readiness.advice.unknown-condition-keys':
    '{{action}} が許可されるかどうかは、ここではわからない {{keys}} に依存します。示されたステートメントを確認してください。',
  'readiness.advice.unknown-conditions':
    '{{action}} が許可されるかどうかは、ここでは不明な条件に依存します。示されたステートメントを確認してください。',
  'readiness.advice.unknown-resource':
    '{{action}} が許可されるかどうかは、一部が不明な {{resource}} に依存します。',
  'readiness.advice.unknown-principal':
    '{{action}} が許可されるかどうかは、リソースのポリシーの {{element}} に依存します。このロールのセッションが対象かどうかはそこからはわかりません。示されたステートメントを確認してください。',
  'readiness.advice.advanced-instances-tier':
    'アカウント {{account}} の {{region}} で、サービス設定 /ssm/managed-instance/activation-tier を advanced に変更してください。Session Manager がハイブリッドノードに接続できるのはアドバンストインスタンス層だけです。変更後はハイブリッドノードごとに AWS の料金が発生します。',
  'readiness.advice.instance-tags':
    '{{action}} が許可されるかどうかはインスタンスのタグに依存し、{{instances}} では拒否されます。示されたステートメントの条件に合うタグをこれらのインスタンスに付けるか、条件を変更してください。',
  'readiness.advice.policies-too-complex':
    'ポリシーの評価に必要なステップが多すぎるため、{{action}} が許可されるかどうかを判定できません。ワイルドカードを減らすか、ステートメントを分割してください。',
  'readiness.advice.specify-log-group':
    'ロググループ {{logGroup}} が存在するかどうか、KMS キーがあるかどうかを指定してください。',
  'readiness.advice.specify-bucket':
    'バケット {{bucket}} の所有者、リージョン、暗号化方法を指定してください。',
  'readiness.advice.create-log-group':
    'ロググループ {{logGroup}} を作成してください。エージェントはセッション用に作成しません。',
  'readiness.advice.create-encrypted-log-group':
    'KMS キー付きでロググループ {{logGroup}} を作成してください。エージェントは作成しません。',
  'readiness.advice.encrypt-log-group':
    'ロググループ {{logGroup}} に KMS キーを関連付けるか、設定で暗号化なしのログを許可してください。',
  'readiness.advice.create-bucket':
    'バケット {{bucket}} を作成するか、設定で別のバケットを指定してください。',
  'readiness.advice.encrypt-bucket':
    'バケット {{bucket}} をデフォルトで暗号化するか、設定で暗号化なしのログを許可してください。',
  'readiness.advice.encrypt-bucket-otherwise':
    'エージェントは二層暗号化 (aws:kms:dsse) を認識しません。バケット {{bucket}} を aws:kms または AES256 で暗号化するか、設定で暗号化なしのログを許可してください。',
  'readiness.advice.own-key-for-bucket':
    'バケット {{bucket}} は他のアカウントが使用できないキー aws/s3 で暗号化されています。所有者がカスタマーマネージドキーで暗号化する必要があります。',
  'readiness.advice.parameter-for-role':
    'エージェントはロールとして Parameter Store から {{parameter}} を読み取り、許可されていない場合はセッションを破棄します。ロールのポリシーで {{resource}} に対する ssm:GetParameters を許可するか、値を設定に直接記述してください。',
  'readiness.advice.unknown-parameter':
    'エージェントはセッションの開始時に Parameter Store から {{parameters}} を取得し、パラメータが存在しないか通常のテキストでない場合はセッションを破棄します。値を設定に直接記述するか、セッションを開始して確認してください。',
  'readiness.advice.near-miss-end':
    'ロールのポリシーは {{written}} を指定していますが、末尾が足りないため {{wanted}} に一致しません。',
  'readiness.advice.near-miss-place':
    'ロールのポリシーは {{written}} を指定していますが、アカウントまたはリージョンが {{wanted}} と異なります。',
  'readiness.advice.near-miss-spelling':
    'ロールのポリシーは {{written}} を指定していますが、{{wanted}} とは大文字小文字または記号が異なります。AWS は名前を 1 文字ずつ比較します。',
  'readiness.advice.near-miss-prefix':
    'ロールのポリシーは {{written}} を指定していますが、設定の書き込み先は {{wanted}} です。バケットは同じですが、プレフィックスが異なります。',
  'readiness.advice.bucket-key-in-region':
    'バケット {{bucket}} は {{region}} にあり、S3 はそのリージョンのキーのみを使用します。{{key}} は {{keyRegion}} にあるため、所有者が別のキーでバケットを暗号化する必要があります。',
  'readiness.advice.key-of-bucket-owner':
    'バケット {{bucket}} はキーを ARN で指定していないため、S3 はこれらのログをアカウント {{account}} の {{key}} で暗号化します。バケットの所有者がログを読み取るにはそのキーが必要です。所有者が自身のカスタマーマネージドキーを完全な ARN で指定してバケットを暗号化してください。',
  'readiness.advice.denied-acl':
    'ステートメントが {{action}} を拒否しています。エージェントは各ログと一緒に ACL を送信しますが、同じアカウント内でこのアクセス許可が必要かどうかを AWS は明確にしていません。ステートメントを変更するか、ログが届くかを確認してください。',
  'readiness.advice.run-as-user':
    '設定でデフォルトのユーザーを指定するか、セッションを開始するすべての IAM プリンシパルに SSMSessionRunAs タグを付けてください。',
  'readiness.advice.readable-preferences':
    '設定の {{inputs}} をエージェントが読める形式で書いてください。名前は文字列、フラグは true または false です。',
  'readiness.advice.key-in-region':
    '設定で {{region}} にあるキーを指定してください。エージェントとクライアントはそこで {{keyRegion}} にある {{key}} を探します。',
  'readiness.problems.createOther': '別のロールを作成…',
  'readiness.problems.addTrust': 'ロールの信頼ポリシーに追加:',
  'readiness.problems.onlyOn.ec2': 'EC2 インスタンスの場合',
  'readiness.problems.onlyOn.hybrid': 'ハイブリッドノードの場合',
  'readiness.explain.title': navigationJa.explain,
  'readiness.explain.intro':
    'ターミナルまたはエージェントのログに表示された内容を貼り付けてください。内容はこのポータルにのみ送信されます。',
  'readiness.explain.message': 'メッセージ',
  'readiness.explain.ask': '説明',
  'readiness.explain.asking': 'メッセージを検索しています…',
  'readiness.explain.none':
    'エージェントやクライアントの既知のメッセージではありません。シェル自体、または新しいバージョンのエージェントのメッセージの可能性があります。',
  'readiness.explain.maybe': '一致する可能性のあるメッセージ:',
  'readiness.explain.remedy': '対処方法',
  'readiness.explain.fits.expected': 'このロールで予想されるメッセージです:',
  'readiness.explain.fits.possible':
    'このロールの不明な点が原因の可能性があります:',
  'readiness.explain.fits.unexpected':
    '現在のロールではこのメッセージを説明できません。メッセージがロールの最後の変更より前のものか、別の原因による可能性があります。',
  'readiness.explain.fits.unrelated':
    'このメッセージはロールと関係がありません。',
  'readiness.explain.calls':
    '次の呼び出しのいずれかが拒否されると表示されます:',
  'readiness.explain.preferences': '関連するセッションの設定:',
  'readiness.explain.refusal':
    'AWS は {{principal}} に {{action}} を拒否しました。',
  'readiness.explain.roleAllows':
    'ロールのポリシーはこの呼び出しを許可しています。次のものによって拒否される場合もあります:',
  'readiness.explain.elsewhereTitle': '拒否の要因',
  'readiness.explain.elsewhere.another-role':
    '拒否されたのは別のロール {{roleName}} です。ノードのインスタンスプロファイルと、デフォルトのホスト管理設定がロールを提供していないかを確認してください。',
  'readiness.explain.elsewhere.endpoint-policy':
    'VPC エンドポイントのポリシー: ノードのネットワークにある ssm、ssmmessages、s3、logs、kms のエンドポイントを確認してください。',
  'readiness.explain.elsewhere.organization-policy':
    '組織のサービスコントロールポリシーまたはリソースコントロールポリシー。',
  'readiness.explain.elsewhere.session-policy':
    '認証情報の作成時に指定されたセッションポリシー。',
  'readiness.explain.elsewhere.since-changed':
    '以前の状態: メッセージの後でロールが変更された可能性があります。',
  'readiness.explain.userNeeds':
    '拒否されたユーザー自身のポリシーに次のステートメントが必要です:',
  'readiness.explain.source': '出典: {{source}}',
  'readiness.explain.failed': 'メッセージを説明できませんでした: {{detail}}',
} as const;
