/** The messages of the preview and of the choices in Japanese. */
export const previewJa = {
  'preview.notAllowed':
    'このロールを作成またはリクエストする権限がないため、タスクは拒否されます。サービスの所有者またはポータルの管理チームに依頼してください。',
  'preview.title': 'プレビュー',
  'preview.incomplete':
    'フォームの入力を完了すると、ロールのプレビューが表示されます。',
  'preview.loading': 'プレビューを読み込んでいます…',
  'preview.ready': 'プレビューは最新です。',
  'preview.updating': '更新しています…',
  'preview.refused': 'フォームはまだ送信できません:',
  'preview.labelled': '{{label}}: {{problem}}',
  'preview.earlierField': '{{label}} (このフォームの前のページ)',
  'preview.readiness': '予測された準備状況',
  'preview.readinessUnknown':
    '不明です。ポータルがアカウントのセッションの設定を読み取れませんでした。',
  'preview.formAlone':
    '以下はフォームの内容のみに基づいています。ポータルからアカウントの情報を取得できませんでした。',
  'preview.approval': '承認',
  'preview.approvalNone': '承認は不要です。ロールはすぐに作成されます。',
  'preview.approvalCount_one': null,
  'preview.approvalCount_other': '次の承認者による {{count}} 件の承認:',
  'preview.approvalRule':
    'ルール {{name}} (バージョン {{version}}) により即時に承認されます。',
  'preview.approvalSees': '承認者には同じプレビューが表示されます。',
  'preview.taken':
    '名前 {{name}} は、このサービスに属さないリソースですでに使用されています。別の名前を選択してください。',
  'choices.noAccount':
    'AWS アカウントを選択すると候補が表示されます。値を入力することもできます。',
  'choices.none': '候補がありません。値を入力してください。',
  'choices.clear': 'クリア',
  'choices.loading': '候補を読み込んでいます…',
  'choices.more': '他にもあります。入力して絞り込んでください。',
  'choices.failed':
    '候補を読み込めませんでした。値を入力してください。{{detail}}',
  'rolePicker.noEntity':
    'サービスを選択すると、そのロールが表示されます。名前を入力することもできます。',
  'rolePicker.loading': 'サービスのロールを読み込んでいます…',
  'rolePicker.none':
    'サービスには該当するロールがありません。名前を入力するか、別のサービスまたは AWS アカウントを選択してください。',
  'rolePicker.failed':
    'ロールを一覧表示できませんでした。名前を入力してください。{{detail}}',
  'rolePicker.incomplete':
    '{{account}} のロールを一覧表示できませんでした。名前を入力してください。{{detail}}',
  'rolePicker.elsewhere':
    'ロール {{name}} はアカウント {{account}} にあります。その AWS アカウントを選択してください。',
  'reason.title': '理由',
  'reason.required':
    '{{account}} では承認が必要なため、ロールが必要な理由を入力してください',
  'reason.hint': '必須: {{account}} の承認者がこの理由をもとに判断します。',
  'deletion.incomplete':
    'ロール名を入力すると、削除のプレビューが表示されます。',
  'deletion.missing':
    'アカウント {{account}} には、表示できるロール {{name}} がありません。ロール名と AWS アカウントを確認してください。',
  'deletion.notConfirmed':
    'ロール名の確認: ロール名と異なるため、何も削除されません。',
  'deletion.mayNotRevoke':
    'アカウント {{owner}} のバケット {{bucket}} へのアクセスを取り消すことができません。「他のアカウントのログバケットへのアクセスを取り消す」(「別のアカウントのログバケットへのアクセスを取り消す」) をオフにしてください。ステートメントは、バケットの所有者が削除するまで残ります。',
  'deletion.deleted': '削除されるもの',
  'deletion.unknown': '不明です。ロールを読み取れませんでした。',
  'deletion.stays': '残るもの、ロールを失うもの',
  'deletion.nothingStays':
    'ポータルが把握している範囲では、AWS に残るものはありません。',
  'deletion.accessStays':
    'アカウント {{owner}} のバケット {{bucket}} とそのキーのポリシーに、このロールのステートメントが残ります。',
  'deletion.accessMayStay':
    'アカウント {{owner}} のバケット {{bucket}} とそのキーのポリシーにこのロールのステートメントがある場合、それらは残ります。バケットの所有者が削除できます。',
  'deletion.policyStays':
    'ポリシー {{policy}} はデタッチされ、残ります。この削除の対象ではありません。',
  'deletion.inlineDeleted':
    'ポータルの外で追加されたインラインポリシー {{policy}} は、ロールとともに削除されます。',
  'deletion.instancesUnknown':
    'どのインスタンスがロールを使用しているかは不明です。',
  'deletion.instancesStay_one': null,
  'deletion.instancesStay_other':
    '{{count}} 台のインスタンスがロールを失います: {{names}}',
  'deletion.activationsUnknown':
    'どのアクティベーションがロールを使用しているかは不明です。',
  'deletion.activationStays_one': null,
  'deletion.activationStays_other':
    '{{region}} のアクティベーション {{id}} は残り、登録済みのノード {{count}} 台がロールを失います。Systems Manager で削除してください。',
  'deletion.activationExpired_one': null,
  'deletion.activationExpired_other':
    '{{region}} の有効期限切れのアクティベーション {{id}} は残り、登録済みのノード {{count}} 台がロールを失います。',
  'logAccess.incomplete':
    'ロール、バケット、バケットの所有者を入力すると、アクセスのプレビューが表示されます。',
  'logAccess.added': 'アカウント {{owner}} で追加されるステートメント',
  'logAccess.removed': 'アカウント {{owner}} で削除されるステートメント',
  'logAccess.statement': 'ステートメント',
  'logAccess.nothing': '変更はありません。ポリシーはすでに一致しています。',
  'logAccess.noRole':
    'ロール {{name}} は存在しません。AWS はバケット {{bucket}} のポリシーで既存のロールのみを受け付けます。先にロールを作成してください。',
  'logAccess.approvers': '承認者:',
  'logAccess.ownerApproves':
    'アカウント {{owner}} では承認が必要ですが、このフォームではリクエストできません。ロールのプレビューにあるステートメントをバケットの所有者に渡してください。',
  'logAccess.unknown.bucket-policy-statement':
    '不明です。バケットのポリシーを読み取れませんでした。',
  'logAccess.unknown.key-policy-statement':
    '不明です。キーのポリシーを読み取れませんでした。',
  'attachment.incomplete':
    'サービス、ロール、1 台以上のインスタンスを選択すると、変更のプレビューが表示されます。',
  'attachment.title': '変更内容',
  'attachment.refusedTitle': '妨げになっているもの',
  'attachment.refused':
    '一部のインスタンスには別のインスタンスプロファイルがあります。「Replace another instance profile」をオンにするか、これらのインスタンスの選択を解除してください。',
  'attachment.noRole':
    'アカウント {{account}} には、サービスの表示できるロール {{name}} がありません。別のロールを選択するか、このアカウントのインスタンスの選択を解除してください。',
  'attachment.outcome.attached':
    '{{instance}}: インスタンスプロファイル {{profile}} がアタッチされます',
  'attachment.outcome.replaced':
    '{{instance}}: インスタンスプロファイル {{current}} が {{profile}} に置き換えられ、そのアクセス許可を失います',
  'attachment.outcome.unchanged':
    '{{instance}}: インスタンスプロファイル {{profile}} はすでにアタッチされています',
  'attachment.outcome.refused':
    '{{instance}}: インスタンスプロファイル {{current}} のままです',
  'attachment.outcome.unknown':
    '{{instance}}: ロールのインスタンスプロファイルを読み取れなかったため不明です',
  'attachment.more_one': null,
  'attachment.more_other': 'ほかに {{count}} 台のインスタンスがあります。',
  'attachment.later':
    '実行中のインスタンスは、30 分以内、または SSM Agent の再起動時に、新しいインスタンスプロファイルを使用します。',
};
