/** The messages about changes in AWS in Japanese. */
export const changeJa = {
  'change.refused': '拒否: {{reason}}',
  'change.CreatePolicy_one': null,
  'change.CreatePolicy_other':
    'ポリシー {{name}} を作成 ({{count}} 個のステートメント)',
  'change.CreatePolicyVersion_one': null,
  'change.CreatePolicyVersion_other':
    'ポリシー {{name}} の新しいバージョンを作成 ({{count}} 個のステートメント)',
  'change.DeletePolicyVersion':
    'ポリシー {{name}} のバージョン {{version}} を削除',
  'change.DeletePolicy': 'ポリシー {{name}} を削除',
  'change.TagPolicy': 'ポリシー {{name}} に{{tags}}を追加',
  'change.UntagPolicy': 'ポリシー {{name}} から{{tags}}を削除',
  'change.CreateRole': 'ロール {{name}} を作成',
  'change.UpdateRole.description': 'ロール {{name}} の説明を設定',
  'change.UpdateRole.maxSessionDuration':
    'ロール {{name}} の最大セッション時間を設定',
  'change.UpdateRole.both': 'ロール {{name}} の説明と最大セッション時間を設定',
  'change.UpdateAssumeRolePolicy': 'ロール {{name}} の信頼ポリシーを変更',
  'change.PutRolePermissionsBoundary':
    'ロール {{name}} のアクセス許可の境界を {{boundary}} に設定',
  'change.DeleteRolePermissionsBoundary':
    'ロール {{name}} からアクセス許可の境界 {{boundary}} を削除',
  'change.TagRole': 'ロール {{name}} に{{tags}}を追加',
  'change.UntagRole': 'ロール {{name}} から{{tags}}を削除',
  'change.DeleteRole': 'ロール {{name}} を削除',
  'change.PutRolePolicy_one': null,
  'change.PutRolePolicy_other':
    'ロール {{name}} のインラインポリシー {{policy}} を設定 ({{count}} 個のステートメント)',
  'change.DeleteRolePolicy':
    'ロール {{name}} のインラインポリシー {{policy}} を削除',
  'change.AttachRolePolicy': 'ポリシー {{policy}} をロール {{name}} にアタッチ',
  'change.DetachRolePolicy':
    'ポリシー {{policy}} をロール {{name}} からデタッチ',
  'change.CreateInstanceProfile': 'インスタンスプロファイル {{name}} を作成',
  'change.DeleteInstanceProfile': 'インスタンスプロファイル {{name}} を削除',
  'change.TagInstanceProfile':
    'インスタンスプロファイル {{name}} に{{tags}}を追加',
  'change.UntagInstanceProfile':
    'インスタンスプロファイル {{name}} から{{tags}}を削除',
  'change.AddRoleToInstanceProfile':
    'ロール {{role}} をインスタンスプロファイル {{name}} に追加',
  'change.RemoveRoleFromInstanceProfile':
    'ロール {{role}} をインスタンスプロファイル {{name}} から削除',
  'change.statement.bucket-policy-statement.create':
    'バケット {{resource}} のバケットポリシーにステートメント {{name}} を追加',
  'change.statement.bucket-policy-statement.update':
    'バケット {{resource}} のバケットポリシーのステートメント {{name}} を変更',
  'change.statement.bucket-policy-statement.delete':
    'バケット {{resource}} のバケットポリシーからステートメント {{name}} を削除',
  'change.statement.key-policy-statement.create':
    'キー {{resource}} のキーポリシーにステートメント {{name}} を追加',
  'change.statement.key-policy-statement.update':
    'キー {{resource}} のキーポリシーのステートメント {{name}} を変更',
  'change.statement.key-policy-statement.delete':
    'キー {{resource}} のキーポリシーからステートメント {{name}} を削除',
  'change.tags_one': null,
  'change.tags_other': 'タグ {{tags}} ',
  'change.manyTags': 'タグ {{tags}} ほか {{count}} 個',
} as const;
