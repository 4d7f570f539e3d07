/** The words of readiness in Japanese. */
export const readinessJa = {
  'readiness.tab': 'Session Manager',
  'readiness.loading': 'ロールのセッション情報を読み込んでいます',
  'readiness.role': 'ロール',
  'readiness.region': 'リージョン',
  'readiness.lead.ready-logged':
    'セッションは開始し、{{places}} に記録されます。',
  'readiness.lead.ready-unlogged':
    'セッションは開始します。設定ではログを記録しません。',
  'readiness.lead.logs-lost':
    'セッションは開始しますが、{{places}} へのログは失われます: {{why}}。',
  'readiness.lead.sessions-fail': 'セッションは失敗します: {{why}}。',
  'readiness.lead.starts-unknown':
    'セッションが開始するかどうかは不明です: {{why}}。',
  'readiness.lead.logs-unknown':
    'セッションは開始します。{{places}} へのログが届くかどうかは不明です: {{why}}。',
  'readiness.lead.maybe': '{{why}}可能性があります',
  'readiness.lead.unexplained': '理由は下に示します',
  'readiness.lead.and': '{{first}} と {{last}}',
  'readiness.lead.disagrees':
    'AWS のシミュレーターの判定は異なります。詳細を確認してください。',
  'readiness.line.title': 'マシンからログまで',
  'readiness.line.online': 'オンライン',
  'readiness.line.start': '開始',
  'readiness.line.log': 'ログ',
  'readiness.line.onlineText': 'マシンに到達できる',
  'readiness.line.startText': 'セッションが開始する',
  'readiness.line.s3': 'Amazon S3',
  'readiness.line.cloudWatchLogs': 'CloudWatch Logs',
  'readiness.line.notAsked': '設定ではログを記録しません。',
  'readiness.line.notReached': 'セッションはここまで進みません。',
  'readiness.line.yes': 'はい',
  'readiness.line.no': 'いいえ',
  'readiness.line.unknown': '不明',
  'readiness.problems.title': '妨げとなるもの',
  'readiness.problems.none': '妨げとなるものはありません。',
  'readiness.problems.notes': 'その他の注意',
  'readiness.problems.see': '利用者に見えるもの',
  'readiness.problems.seeOnline':
    'マシンが接続されていない (TargetNotConnected) と表示されます。エージェントのログ:',
  'readiness.problems.seeStart': 'ターミナルの表示:',
  'readiness.problems.seeLog': '何も表示されません。エージェントのログ:',
  'readiness.problems.seeNothing': '確実に表示されるものはありません。',
  'readiness.problems.why': '理由',
  'readiness.problems.whyRefused':
    '{{resource}} に対する {{action}} は拒否されます。許可するステートメントがありません。',
  'readiness.problems.whyDecided':
    '{{resource}} に対する {{action}} は次により拒否されます:',
  'readiness.problems.whyOpen':
    '{{resource}} に対する {{action}} が許可されるかどうかは未確定です:',
  'readiness.problems.whyPlain': '対象: {{resource}}',
  'readiness.problems.statement': '{{policy}} のステートメント {{number}}',
  'readiness.problems.repair': '修復方法',
  'readiness.problems.add': 'ロールのポリシーに追加:',
  'readiness.problems.ownerAdds': 'バケットまたはキーの所有者がポリシーに追加:',
  'readiness.problems.repairRole': '修復…',
  'readiness.problems.adoptRole': '引き継いで修復…',
  'readiness.problem.update-instance-information-denied':
    'ロールはマシンを Systems Manager に登録できません',
  'readiness.problem.create-control-channel-denied':
    'ロールは制御チャネルを開けません',
  'readiness.problem.open-control-channel-denied':
    'ロールは制御チャネルを使用できません',
  'readiness.problem.create-data-channel-denied':
    'ロールはセッションのチャネルを開けません',
  'readiness.problem.open-data-channel-denied':
    'ロールはセッションのチャネルを使用できません',
  'readiness.problem.session-key-decrypt-denied':
    'ロールはセッションのキーを使用できません',
  'readiness.problem.s3-encryption-check-denied':
    'ロールはバケットの暗号化を確認できません',
  'readiness.problem.s3-encryption-check-failed': 'バケットを確認できません',
  'readiness.problem.s3-bucket-not-encrypted':
    'バケットが必要な方法で暗号化されていません',
  'readiness.problem.cw-encryption-check-denied':
    'ロールはロググループの暗号化を確認できません',
  'readiness.problem.cw-encryption-group-missing': 'ロググループが存在しません',
  'readiness.problem.cw-group-not-encrypted':
    'ロググループが暗号化されていません',
  'readiness.problem.cw-streaming-dropped':
    'ロールはロググループを検索できないため、ストリーミングされません',
  'readiness.problem.cw-group-check-denied':
    'ロールはロググループを検索できません',
  'readiness.problem.cw-group-missing': 'ロググループが存在しません',
  'readiness.problem.cw-create-stream-denied':
    'ロールはログストリームを作成できません',
  'readiness.problem.cw-describe-streams-denied':
    'ロールはログストリームを参照できません',
  'readiness.problem.cw-put-events-denied': 'ロールはログを書き込めません',
  'readiness.problem.s3-put-denied': 'ロールはバケットに書き込めません',
  'readiness.problem.s3-put-acl-denied':
    'ロールはログをバケットの所有者に引き渡せません',
  'readiness.problem.s3-bucket-policy-missing':
    'バケットポリシーがロールを許可していません',
  'readiness.problem.s3-key-generate-denied':
    'ロールはバケットのキーを使用できません',
  'readiness.problem.s3-encryption-check-skipped':
    'ロールはバケットの暗号化を確認できませんが、ログは届きます',
  'readiness.problem.run-as-user-missing':
    'セッションを実行するユーザーが設定されていません',
  'readiness.problem.preferences-unknown':
    'アカウントのセッション設定を読み取れませんでした',
  'readiness.problem.preferences-unreadable':
    'エージェントは設定を読み取れません',
  'readiness.problem.session-key-elsewhere':
    'セッションのキーが別のリージョンにあります',
  'readiness.sections.label': 'ロールの詳細',
  'readiness.sections.policy': 'ポリシー',
  'readiness.sections.differences': '差分',
  'readiness.sections.preferences': '設定',
  'readiness.sections.instances': 'インスタンス',
  'readiness.sections.requests': '依頼',
  'readiness.sections.explain': 'メッセージの説明',
  'readiness.policy.decides': '決定',
  'readiness.policy.none': 'ロールにポリシーがありません。',
  'readiness.policy.boundary': 'アクセス許可の境界 {{name}}',
  'readiness.policy.ofResource': 'バケットまたはキーのポリシー',
  'readiness.differences.none': 'なし。ロールは依頼どおりの状態です。',
  'readiness.differences.unmanaged':
    'このロールはこのポータルで作成されたものではないため、比較する依頼がありません。',
  'readiness.preferences.intro': '{{region}} のドキュメント {{name}} の内容:',
  'readiness.preferences.absent':
    '{{region}} にドキュメント {{name}} がありません。セッションは記録されず、独自のキーで暗号化されません。',
  'readiness.preferences.unknown':
    '設定を読み取れなかったため、多くが不明です:',
  'readiness.preferences.version': 'バージョン {{version}}',
  'readiness.preferences.off': 'オフ',
  'readiness.preferences.on': 'オン',
  'readiness.preferences.none': 'なし',
  'readiness.preferences.s3BucketName': 'ログのバケット',
  'readiness.preferences.s3KeyPrefix': 'バケット内のフォルダー',
  'readiness.preferences.s3EncryptionEnabled': '暗号化されたバケットのみ',
  'readiness.preferences.cloudWatchLogGroupName': 'ロググループ',
  'readiness.preferences.cloudWatchEncryptionEnabled':
    '暗号化されたロググループのみ',
  'readiness.preferences.cloudWatchStreamingEnabled':
    'セッション中にストリーミング',
  'readiness.preferences.kmsKeyId': 'セッションを暗号化するキー',
  'readiness.preferences.runAsEnabled': '指定ユーザーでセッションを実行',
  'readiness.preferences.runAsDefaultUser': '指定ユーザー',
  'readiness.instances.none':
    '{{region}} にこのロールを持つインスタンスはありません。',
  'readiness.instances.more':
    '{{count, number}} 台のうち最初の {{shown, number}} 台。',
  'readiness.instances.instance': 'インスタンス',
  'readiness.instances.connection': '接続',
  'readiness.instances.agent': 'エージェント',
  'readiness.instances.fits': '予測どおり',
  'readiness.instances.ping-online': 'オンライン',
  'readiness.instances.ping-connection-lost': '接続切れ',
  'readiness.instances.ping-inactive': '非アクティブ',
  'readiness.instances.ping-unseen': '未確認',
  'readiness.instances.lastPing': '最終応答: {{ago}}',
  'readiness.instances.latest': '最新',
  'readiness.instances.outdated': '最新ではない',
  'readiness.instances.note.waits-for-credentials':
    'ロールはオンラインになることを許可しています。起動後に割り当てまたは修復されたプロファイルは、エージェントが次に認証情報を要求するとき（25〜30 分後）、またはエージェントの再起動時に認識されます。',
  'readiness.instances.note.default-host-management':
    'プロファイルが ssm:UpdateInstanceInformation を呼び出せるようになるまで、このロールではなく Default Host Management のロールで動作します。',
  'readiness.instances.note.online-against-prediction':
    'ロールのポリシーではオンラインになれないはずですが、オンラインです。以前の認証情報がまだ有効な可能性があります。',
  'readiness.opinion.title': 'AWS の判定',
  'readiness.opinion.agrees_one': null,
  'readiness.opinion.agrees_other':
    'AWS のシミュレーターは {{count, number}} 件すべてで、ここと同じ判定です。',
  'readiness.opinion.undecided_one': null,
  'readiness.opinion.undecided_other':
    '{{count, number}} 件は判定されていません。',
  'readiness.opinion.differs':
    '{{resource}} に対する {{action}}: ここでは{{predicted}}、AWS では{{simulated}}。',
  'readiness.opinion.allowed': '許可',
  'readiness.opinion.denied': '拒否',
  'readiness.opinion.by-organization': '組織のポリシーが拒否しています。',
  'readiness.opinion.by-boundary': 'アクセス許可の境界が拒否しています。',
  'readiness.opinion.by-policies': 'ロールのポリシーが拒否しています。',
  'readiness.opinion.none':
    'AWS のシミュレーターに問い合わせなかったか、応答がありませんでした:',
  'readiness.missing': 'アカウントにこのロールは存在しません。',
  'readiness.checked': '確認: {{ago}}',
} as const;
