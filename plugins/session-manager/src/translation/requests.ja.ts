import navigationJa from './navigation.ja';

/** The messages of the role requests in Japanese. */
export const requestsJa = {
  'requests.title': navigationJa.requests,
  'requests.loading': 'ロールのリクエストを読み込んでいます',
  'requests.loadingOne': 'ロールのリクエストを読み込んでいます',
  'requests.back': 'ロールのリクエスト一覧',
  'requests.view.label': '表示するリクエスト',
  'requests.view.mine': '自分のリクエスト ({{count, number}})',
  'requests.view.to-approve': '承認待ち ({{count, number}})',
  'requests.view.all': 'すべて ({{count, number}})',
  'requests.filter.searchHint': 'ロール、サービス、リクエスト者、理由',
  'requests.filter.status': '状態',
  'requests.filter.anyStatus': 'すべての状態',
  'requests.filter.approval': '承認',
  'requests.filter.anyApproval': 'すべて',
  'requests.approval.people': '人による承認',
  'requests.approval.rule': 'ルールによる承認',
  'requests.approval.byRule': 'ルール {{rule}} による承認',
  'requests.approval.not-needed': '承認不要',
  'requests.approval.break-glass': '承認なし (緊急アクセス)',
  'requests.approval.reviewOpen': '事後レビュー待ち',
  'requests.column.role': 'ロール',
  'requests.column.account': 'アカウント',
  'requests.column.status': '状態',
  'requests.column.requester': 'リクエスト者',
  'requests.column.createdAt': 'リクエスト日時',
  'requests.column.updatedAt': '更新日時',
  'requests.status.pending': '承認待ち',
  'requests.status.approved': '承認済み',
  'requests.status.rejected': '却下',
  'requests.status.withdrawn': '取り下げ',
  'requests.status.expired': '期限切れ',
  'requests.status.revoked': '承認取り消し',
  'requests.status.superseded': '新しいリクエストに置き換え',
  'requests.status.provisioning': '作成中',
  'requests.status.provisioned': '作成済み',
  'requests.status.failed': '失敗',
  'requests.empty.mine': 'ロールのリクエストはまだありません。',
  'requests.empty.to-approve': '承認待ちのリクエストはありません。',
  'requests.empty.all': '参照できるリクエストはありません。',
  'requests.empty.filtered': '条件に合うリクエストはありません。',
  'requests.page.count_one': null,
  'requests.page.count_other': '{{count, number}} 件のリクエスト',
  'requests.page.unreadable':
    'リクエスト {{id}} の記録が破損しているため、表示も承認もできません。この ID をポータル管理者に伝えてください。',
  'requests.problem.not-allowed':
    'リクエストが存在しないか、参照する権限がありません。リンクを共有した人に確認してください。',
  'requests.problem.signed-out':
    'サインインの有効期限が切れました。もう一度サインインしてください。',
  'requests.problem.portal-failed':
    'リクエストを読み込めませんでした。もう一度お試しください。問題が続く場合は、次のメッセージをポータル管理者に伝えてください: {{detail}}',
  'requests.problem.portal-unreachable':
    'ポータルのバックエンドに接続できませんでした。接続を確認して、もう一度お試しください。ブラウザーのメッセージ: {{detail}}',
  'requests.one.heading': '{{account}} の {{role}}',
  'requests.one.requestedBy': 'リクエスト: {{ago}} ({{person}})',
  'requests.one.for': '対象: {{service}}',
  'requests.one.service': '{{name}} (サービス)',
  'requests.one.waitingFor_one': null,
  'requests.one.waitingFor_other':
    'あと {{count}} 名の承認が必要です。承認者: {{people}}。',
  'requests.one.expires': '期限は {{date}} です。',
  'requests.one.remaining': '残りの作業: {{parts}}。',
  'requests.one.breakGlass':
    '{{person}} が承認なしでロールを作成しました: {{reason}}',
  'requests.one.reviewed':
    '{{person}} が事後レビューを完了しました: {{comment}}',
  'requests.one.usableUntil': '承認の有効期限は {{date}} です。',
  'requests.one.revoked': '承認が取り消されました: {{comment}}',
  'requests.one.successor': 'このロールの新しいリクエストを開く',
  'requests.one.startError':
    'タスクをまだ開始できていません。自動的に再試行されます。{{error}}',
  'requests.one.template': '内容を入力したテンプレート: {{template}}。',
  'requests.one.templateOwners': '内容の責任者: {{owners}}。',
  'requests.one.templateIsYours':
    'このテンプレートの所有者はあなたです。入力された内容はあなた自身の選択です。リクエスト者が選んだ内容だけを承認するか、他の承認者に判断を任せてください。',
  'requests.one.task': 'タスクのログ',
  'requests.one.checked': 'ロール作成後の確認: {{ago}}',
  'requests.review.plan': '変更内容',
  'requests.review.warning.cuts-off':
    '信頼ポリシーが置き換えられます。{{principals}} はこのロールを引き受けられなくなります。',
  'requests.review.warning.cuts-off-maybe':
    '信頼ポリシーが置き換えられます。{{principals}} がこれまでロールを引き受けられたかどうかは不明ですが、変更後は引き受けられません。',
  'requests.review.warning.other-manager':
    'このロールは {{manager}} ({{evidence}}) によって管理されており、ここでの変更は元に戻されます。そちらで変更するか、別の名前のロールを作成してください。',
  'requests.review.planNothing':
    '変更はありません。ロールはすでにリクエストどおりに存在します。',
  'requests.review.planFault': '現在の状態が不明です:',
  'requests.review.adopt': 'ポータルが作成していないロールを引き継ぎます。',
  'requests.review.exclusive':
    '他のユーザーがロールに追加したポリシーを削除します。',
  'requests.review.wider': '必要以上に広いアクセス許可',
  'requests.review.widerNone':
    'ありません。セッションに必要な操作だけを、必要なリソースに対して許可します。',
  'requests.review.widerIntro': '次のアクセス許可は範囲を狭められます:',
  'requests.review.widerCould':
    '{{action}} は {{resource}} に許可されていますが、{{narrowest}} で十分です。',
  'requests.review.widerNotNeeded':
    '{{action}} は {{resource}} に許可されていますが、不要です。',
  'requests.review.after': '予測された準備状況',
  'requests.review.policy': '許可ポリシー',
  'requests.review.trust': '信頼ポリシー',
  'requests.review.bucketPolicy':
    'バケットの所有者がバケットポリシーに追加する必要があるステートメント',
  'requests.review.keyPolicy':
    'キーの所有者がキーポリシーに追加する必要があるステートメント',
  'requests.review.others': 'このサービスの他のロール',
  'requests.review.othersNone': 'このサービスに他のロールはありません。',
  'requests.review.othersUnknown':
    'アカウント {{account}} に他のロールがある可能性があります。',
  'requests.review.history': '履歴',
  'requests.decided.title.will': '承認された内容',
  'requests.decided.title.did': '実行された内容',
  'requests.decided.title.would': 'リクエストされた内容',
  'requests.decided.seen.approve': '承認時の内容 ({{ago}}、承認者: {{person}})',
  'requests.decided.seen.auto-approve': 'ルールによる承認時の内容 ({{ago}})',
  'requests.decided.seen.break-glass':
    '承認なしの作成時の内容 ({{ago}}、実行者: {{person}})',
  'requests.decided.seen.reject': '却下時の内容 ({{ago}}、却下者: {{person}})',
  'requests.decided.nothing': '変更はありません。',
  'requests.decided.readiness': '予測された準備状況',
  'requests.decided.plan': '変更の詳細',
  'requests.decided.leftOut':
    '一部は長すぎるため、判断の記録に保存されていません。',
  'requests.decided.today': '現在の状態',
  'requests.decided.missing': 'この名前のロールはありません。',
  'requests.decided.inSync': 'ロールはリクエストどおりです。',
  'requests.decided.differs': 'ロールはリクエスト内容と異なります。',
  'requests.decided.differences': 'リクエスト内容に戻すための変更',
  'requests.decide.title': 'レビュー',
  'requests.decide.approve': '承認…',
  'requests.decide.reject': '却下…',
  'requests.decide.withdraw': '取り下げ…',
  'requests.decide.retry': '再実行',
  'requests.decide.confirm': '完了としてマーク…',
  'requests.decide.break-glass': '承認なしで作成…',
  'requests.decide.review': '事後レビューを完了…',
  'requests.decide.commentBreakGlass':
    '承認を待てない理由を入力してください。すべての承認者に直ちに通知されます。',
  'requests.decide.commentReview': '確認した内容を入力してください。',
  'requests.decide.breakGlassTitle': '承認なしでロールを作成',
  'requests.decide.breakGlassText':
    '緊急時のみ使用してください。ロールは直ちに作成されます。すべての承認者に通知され、承認者による事後レビューが必要です。',
  'requests.decide.breakGlassDo': '承認なしで作成',
  'requests.decide.confirmRoleName':
    '確認のため、ロール名を入力してください: {{role}}',
  'requests.decide.reviewTitle': '事後レビューを完了',
  'requests.decide.reviewText':
    'このロールは承認なしで作成されました。レビューは履歴に残ります。元に戻すにはロールを削除してください。',
  'requests.decide.reviewDo': '事後レビューを完了',
  'requests.decide.revoke': '承認を取り消す…',
  'requests.decide.comment': 'コメント',
  'requests.decide.commentOptional': 'コメント (オプション)',
  'requests.decide.commentNeeded':
    '理由を入力してください。リクエスト者に表示されます。',
  'requests.decide.commentRevoke':
    '理由を入力してください。リクエスト者と承認者に表示されます。',
  'requests.decide.commentConfirm':
    '実施者と、確認できる場所を入力してください。',
  'requests.decide.cancel': 'キャンセル',
  'requests.decide.sending': '送信中…',
  'requests.decide.approveTitle': 'リクエストを承認',
  'requests.decide.approveNow.create':
    'アカウント {{account}} にロール {{role}} が直ちに作成されます。これ以上の承認は必要ありません。',
  'requests.decide.approveNow.change':
    'アカウント {{account}} のロール {{role}} が直ちに変更されます。これ以上の承認は必要ありません。',
  'requests.decide.approveNow.other':
    'アカウント {{account}} のロール {{role}} のリクエストが直ちに実行されます。これ以上の承認は必要ありません。',
  'requests.decide.approveLater.create_one': null,
  'requests.decide.approveLater.create_other':
    'あと {{count}} 名の承認後、アカウント {{account}} にロール {{role}} が作成されます。',
  'requests.decide.approveLater.change_one': null,
  'requests.decide.approveLater.change_other':
    'あと {{count}} 名の承認後、アカウント {{account}} のロール {{role}} が変更されます。',
  'requests.decide.approveLater.other_one': null,
  'requests.decide.approveLater.other_other':
    'あと {{count}} 名の承認後、アカウント {{account}} のロール {{role}} のリクエストが実行されます。',
  'requests.decide.approveDo': '承認',
  'requests.decide.rejectTitle': 'リクエストを却下',
  'requests.decide.rejectDo': '却下',
  'requests.decide.withdrawTitle': 'リクエストを取り下げ',
  'requests.decide.withdrawText':
    'このリクエストは承認できなくなります。新しいリクエストを作成できます。',
  'requests.decide.withdrawDo': '取り下げ',
  'requests.decide.revokeTitle': '承認を取り消す',
  'requests.decide.revokeText':
    'このリクエストによる変更はこれ以上行われません。ロールを作成するには、新しいリクエストを作成してください。',
  'requests.decide.revokeDo': '取り消す',
  'requests.decide.confirmTitle': '完了としてマーク',
  'requests.decide.confirmText':
    '次の作業がポータル外で完了したことを確認します。ポータルでは検証できません: {{parts}}。',
  'requests.decide.confirmDo': '完了としてマーク',
  'requests.decide.done.approve': 'リクエストを承認しました。',
  'requests.decide.done.reject': 'リクエストを却下しました。',
  'requests.decide.done.withdraw': 'リクエストを取り下げました。',
  'requests.decide.done.retry': 'タスクを再実行しています。',
  'requests.decide.done.confirm': '完了としてマークしました。',
  'requests.decide.done.break-glass': '承認なしでロールを作成しています。',
  'requests.decide.done.review': '事後レビューを完了しました。',
  'requests.decide.done.revoke': '承認を取り消しました。',
  'requests.decide.failed': '操作に失敗しました: {{detail}}',
  'requests.earlier.title': 'このロールの以前のリクエスト',
  'requests.earlier.requested': 'リクエスト: {{ago}}',
  'requests.again.title': '再リクエスト',
  'requests.again.text':
    '前回のリクエスト内容が入力されたフォームが開きます。送信すると新しいリクエストになり、改めて承認が必要です。',
  'requests.again.open': '再リクエスト…',
  'requests.event.file': '{{actor}} がロールをリクエストしました',
  'requests.event.approve': '{{actor}} が承認しました',
  'requests.event.auto-approve':
    '{{actor}}がルール {{rule}} (バージョン {{version}}) で承認しました',
  'requests.event.reopen':
    '{{actor}}が承認者に差し戻しました: ルールによる承認が無効になりました',
  'requests.event.reject': '{{actor}} が却下しました',
  'requests.event.withdraw': '{{actor}} が取り下げました',
  'requests.event.break-glass':
    '{{actor}} が承認なしでロールを作成しました (緊急アクセス)',
  'requests.event.review':
    '{{actor}} が承認なしの作成の事後レビューを完了しました',
  'requests.event.run': '{{actor}} がテンプレートを実行しました (承認不要)',
  'requests.event.revoke': '{{actor}} が承認を取り消しました',
  'requests.event.supersede':
    '{{actor}}が同じロールの新しいリクエストに置き換えました',
  'requests.event.expireUnused':
    '{{actor}}が承認を期限切れにしました: 期限内に使用されませんでした',
  'requests.event.expire':
    '{{actor}}がリクエストを期限切れにしました: 期限内に承認または却下されませんでした',
  'requests.event.start': '{{actor}}がタスクを開始しました',
  'requests.event.claim': '{{actor}} が変更を開始しました',
  'requests.event.done': '{{actor}} が完了しました: {{parts}}',
  'requests.event.doneUnchanged':
    '{{actor}} が完了しました: {{parts}} (変更不要: {{unchanged}})',
  'requests.event.unchanged':
    '{{actor}} が確認しました。変更は不要でした: {{unchanged}}',
  'requests.event.check':
    '{{actor}}がロールを確認しました: {{state}}。{{sentence}}',
  'requests.event.confirm': '{{actor}} が完了としてマークしました: {{parts}}',
  'requests.event.fail': '{{actor}} が完了できませんでした: {{error}}',
  'requests.event.retry': '{{actor}} が再実行をリクエストしました',
  'requests.event.portal': 'ポータル',
  'requests.part.role': 'ロール',
  'requests.part.bucket-policy': 'バケットポリシー',
  'requests.part.key-policy': 'キーポリシー',
  'requests.part.of': 'アカウント {{account}} の{{part}} {{resource}}',
} as const;
