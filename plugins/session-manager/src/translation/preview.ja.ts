/** The messages of the preview and of the choices in Japanese. */
export const previewJa = {
  'preview.mayNot':
    'このロールを作成または依頼する権限がないため、実行は拒否されます。サービスの所有者またはポータルの管理チームに依頼してください。',
  'preview.title': 'プレビュー',
  'preview.incomplete':
    'フォームの入力を完了すると、ロールのプレビューが表示されます。',
  'preview.looking': 'プレビューを読み込んでいます…',
  'preview.ready': 'プレビューは最新です。',
  'preview.refused': 'この内容ではまだ送信できません。{{detail}}',
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
    'ルール {{name}}（バージョン {{version}}）により即時に承認されます。',
  'preview.approvalSees': '承認者には同じプレビューが表示されます。',
  'preview.taken':
    '名前 {{name}} は、このサービスに属さないリソースですでに使用されています。別の名前を選択してください。',
  'choices.noAccount':
    'AWS アカウントを選択すると候補が表示されます。値を入力することもできます。',
  'choices.none': '候補がありません。値を入力してください。',
  'choices.loading': '候補を読み込んでいます…',
  'choices.more': '他にもあります。入力して絞り込んでください。',
  'choices.failed':
    '候補を読み込めませんでした。値を入力してください。{{detail}}',
};
