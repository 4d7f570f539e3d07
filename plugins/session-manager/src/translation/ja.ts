import { agentMessageJa } from './agentMessage.ja';
import { batchJa } from './batch.ja';
import { catalogFilterJa } from './catalogFilter.ja';
import { changeJa } from './change.ja';
import { connectJa } from './connect.ja';
import { fleetJa } from './fleet.ja';
import { handoverJa } from './handover.ja';
import { homeJa } from './home.ja';
import { installationJa } from './installation.ja';
import { listJa } from './list.ja';
import navigationJa from './navigation.ja';
import { notShownJa } from './notShown.ja';
import { portalJa } from './portal.ja';
import { previewJa } from './preview.ja';
import { readinessJa } from './readiness.ja';
import { requestsJa } from './requests.ja';
import { otherAccountsJa } from './otherAccounts.ja';
import { roleFormJa } from './roleForm.ja';
import { searchJa } from './search.ja';

/** The messages in Japanese, which has one plural form, so `_one` is unused. */
const ja = {
  language: 'ja',
  title: navigationJa.title,
  loading: 'Session Manager ロールを読み込んでいます',
  'state.ready': '準備完了',
  'state.logs-lost': 'ログが失われます',
  'state.in-sync': '同期済み',
  'state.drifted': 'ドリフトあり',
  'state.unmanaged': 'ポータル外で作成',
  'state.not-read': '未取得',
  'state.missing': '存在しません',
  'state.refused': 'AWS によるアクセス拒否',
  'state.unreachable': 'AWS に接続できません',
  'state.not-configured': 'アカウント未設定',
  'state.failed': 'AWS エラー',
  'state.sessions-fail': 'セッションは失敗します',
  'state.not-a-node-role': 'ノード用ではないロール',
  'state.no-role': 'ロールなし',
  'state.not-allowed': '権限なし',
  'state.unknown': '不明',
  'lead.in-sync': 'ロールはリクエスト内容と一致しています。',
  'lead.not-read':
    'ロールがリクエスト内容と一致しているかどうかは不明です。再確認すると、すべてが読み取られます。',
  'lead.drifted': 'ロールはリクエスト内容と一致していません。',
  'lead.unmanaged':
    'このロールはこのポータルで作成されたものではないため、比較するリクエストがありません。',
  'lead.claimed': 'ロールのポリシーは表示されません。',
  'lead.missing':
    'アノテーションがこのロールを指定していますが、アカウントに存在しません。',
  'lead.refused': 'AWS によってロールへのアクセスが拒否されました。',
  'lead.unreachable': 'AWS に接続できず、ロールを確認できませんでした。',
  'lead.not-configured':
    'ポータルには、このロールのアカウントを読み取る設定がありません。',
  'lead.failed': 'ロールの確認中に AWS がエラーを返しました。',
  'may.create':
    'このサービスのロールを作成またはリクエストする権限がありません。サービスの所有者またはポータルの管理チームに依頼してください。',
  'may.change':
    'このロールを変更または修復する権限がありません。サービスの所有者またはポータルの管理チームに依頼してください。',
  'may.attach':
    'このロールをインスタンスにアタッチする権限がありません。サービスの所有者またはポータルの管理チームに依頼してください。',
  'may.attachUnapproved':
    'このアカウントでは、承認されたリクエストによって作成され、承認時のままのロールのみをインスタンスにアタッチできます。先にロールをリクエストしてください。',
  'may.delete':
    'このロールを削除する権限がありません。サービスの所有者またはポータルの管理チームに依頼してください。',
  'may.logAccess':
    'このバケットに書き込めるロールを変更する権限がありません。サービスの所有者またはポータルの管理チームに依頼してください。',
  'may.owner': '所有者:',
  'claim.title': 'ロールの所有者',
  'claim.claimed':
    'このサービスのアノテーションがロールを指定していますが、ロール自体のタグはこのサービスを示していません。',
  'claim.hidden': 'そのため、ポリシーは表示されません。',
  'claim.ask':
    'ポータルの管理チームは、ロールがこのサービスのものであることを確認できます。',
  'claim.tagged': 'タグが示すサービス: {{service}}。',
  'claim.confirmed':
    'このサービスのアノテーションがロールを指定しています。確認者: {{by}} ({{ago}})。',
  'claim.confirm': '所有を確認',
  'claim.confirmTitle': '所有を確認しますか?',
  'claim.confirmText':
    '{{service}} のロールを読み取ることができるすべてのユーザーに、{{role}} のポリシーとセッションの準備状況が表示されます。AWS では何も変更されません。',
  'claim.withdraw': '確認を取り消す',
  'claim.withdrawTitle': '確認を取り消しますか?',
  'claim.withdrawText':
    '{{role}} は {{service}} に対して再びポリシーなしで表示されます。AWS では何も変更されません。',
  'claim.failed': '保存できませんでした: {{detail}}',
  'record.copied':
    'このロールのタグは {{role}} からコピーされたものであるため、無視されます。backstage.io/session-manager-spec で始まるタグを削除してください。',
  'several.attention_one': null,
  'several.attention_other':
    '{{total, number}} 個のロールのうち {{count}} 個に対応が必要です。',
  'several.calm_one': null,
  'several.calm_other': '{{count}} 個のロール。対応は不要です。',
  'several.others': 'その他のロール',
  'several.more_one': null,
  'several.more_other': 'さらに {{count}} 個のロールを表示',
  'role.account': '{{name}} · {{id}}',
  'role.copyArn': 'ARN {{arn}} をコピー',
  'role.arnCopied': 'ARN をコピーしました',
  'role.console': 'コンソール',
  'role.consoleOf': '{{name}} を AWS コンソールで開く',
  'role.inSync': '同期済み',
  'role.syncNotRead': '同期状態は不明',
  'role.lastUsed': '最終使用: {{ago}}',
  'role.lastUsedIn': '最終使用: {{ago}} ({{region}})',
  'role.neverUsed': '使用の記録なし',
  'role.noProfile':
    'インスタンスプロファイルに含まれていません (EC2 インスタンスには必要です)',
  'role.profile': 'インスタンスプロファイル {{name}}',
  'role.instancesNone': '使用中のインスタンスはありません',
  'role.instancesNoneIn': '{{regions}} で使用中のインスタンスはありません',
  'role.instances_one': null,
  'role.instances_other': '{{count}} 台のインスタンスが使用中',
  'role.instancesIn_one': null,
  'role.instancesIn_other': '{{regions}} で {{count}} 台のインスタンスが使用中',
  'role.instancesUnknown': '使用中のインスタンス数は不明です。{{hint}}',
  'role.requestId': 'AWS リクエスト ID {{id}}',
  'role.details': '詳細',
  'role.detailsOf': '{{name}} のセッションの詳細',
  'role.actionOf': '{{action}} {{name}}',
  'role.change': '変更…',
  'role.attach': 'アタッチ…',
  'role.retire': '廃止…',
  'role.addElsewhere': '別のアカウントにロールを追加',
  'role.recreate': 'ロールを作成',
  'role.recreateHint': 'アノテーションを修正するか、ロールを作成してください。',
  'drift.title_one': null,
  'drift.title_other': '{{count}} 件の変更でロールを同期済みの状態に戻せます:',
  'drift.document': '変更前と変更後',
  'drift.now': '現在',
  'drift.wanted': 'リクエスト内容',
  'drift.nothing': 'なし',
  'drift.more_one': null,
  'drift.more_other': 'さらに {{count}} 件の変更を表示',
  'pending.title': '進行中のリクエスト',
  'noRole.lead':
    'Session Manager ロールがあれば、SSH キーやポートの開放なしでこのサービスのノードのシェルにアクセスでき、すべてのセッションをログに記録できます。',
  'noRole.create': 'ロールを作成',
  'noRole.noScaffolder':
    'このポータルにはソフトウェアテンプレートがインストールされていません。ロールの作成や変更はポータル管理者に依頼してください。',
  'warning.notRead':
    'このサービスには {{count, number}} 個のロールがあり、最初の {{limit, number}} 個だけを読み取りました。',
  'warning.notReadHint': 'アノテーション {{names}} の一覧を短くしてください。',
  'warning.title': '警告',
  'warning.incomplete':
    'アカウント {{account}} を検索できなかったため、表示されていないロールがある可能性があります: {{message}}',
  'warning.annotation':
    'アノテーションの値 {{value}} はロールの ARN ではありません。',
  'warning.annotationHint':
    'エンティティの catalog-info.yaml の {{names}} を修正してください。',
  'warning.unknown':
    'ロールは見つかりませんでしたが、検索できなかったアカウントがあります。',
  'problem.not-allowed':
    'このエンティティの Session Manager ロールを表示する権限がありません。所有者に読み取り権限を依頼してください。すべてのユーザーにこのメッセージが表示される場合は、session-manager バックエンドのインストールをポータル管理者に依頼してください。',
  'problem.signed-out':
    'サインインの有効期限が切れました。もう一度サインインしてください。',
  'problem.portal-failed':
    'ロールを読み込めませんでした。もう一度確認してください。問題が続く場合は、次のメッセージをポータル管理者に伝えてください: {{detail}}',
  'problem.portal-unreachable':
    'ポータルのバックエンドに接続できませんでした。接続を確認してから再確認してください。ブラウザーのメッセージ: {{detail}}',
  'problem.stale': '表示内容の確認: {{ago}}',
  'check.checked': '確認: {{ago}}',
  'check.again': '再確認',
  'check.checking': '確認しています…',
  'check.done': '確認しました: {{state}}',
  'check.failed': '確認に失敗しました',
  'field.entityRef': 'サービス',
  'field.roleName': 'ロール名',
  'field.accountId': 'AWS アカウント',
  'field.roleDescription': 'ロールの説明',
  'field.policyDescription': 'ポリシーの説明',
  'field.path': 'パス',
  'field.policyName': 'ポリシー名',
  'field.policyType': 'ポリシータイプ',
  'field.policyStyle': 'アクセス許可',
  'field.kmsKeyArn': 'セッションキー',
  'field.s3.bucket': 'バケット',
  'field.s3.prefix': 'バケットのプレフィックス',
  'field.s3.bucketOwner': 'バケットの所有者',
  'field.s3.kmsKeyArn': 'バケットキー',
  'field.cloudWatchLogs.logGroup': 'ロググループ',
  'field.cloudWatchLogs.kmsKeyArn': 'ロググループのキー',
  'field.target': 'ノードタイプ',
  'field.instanceProfileName': 'インスタンスプロファイル名',
  'field.permissionsBoundaryArn': 'アクセス許可の境界',
  'field.roleTags': 'ロールのタグ',
  'field.policyTags': 'ポリシーのタグ',
  'accountPicker.own':
    'このポータル自身のアカウント · {{id}}。他のアカウントも入力できます。',
  'accountPicker.choose': 'アカウントを選択',
  'accountPicker.option': '{{name}} · {{id}}',
  'accountPicker.loading': 'アカウントを読み込んでいます',
  'accountPicker.unknown':
    'アカウント {{id}} はこのポータルに設定されていないため、ロールを作成できません。',
  'accountPicker.failed':
    'アカウントの一覧を取得できませんでした。12 桁のアカウント ID を入力してください。{{detail}}',
  'accountPicker.atOnce':
    '承認は不要です。このアカウントのロールはすぐに作成されます。',
  'accountPicker.approvals_one': null,
  'accountPicker.approvals_other':
    'このアカウントのロールには {{count}} 件の承認が必要です。',
  'accountPicker.approvers': '承認者:',
  'accountPicker.path': 'パス (ポータルの設定)',
  'accountPicker.boundary': 'アクセス許可の境界 (ポータルの設定)',
  'accountPicker.duration': '最大セッション時間 (ポータルの設定)',
  'accountPicker.hours_one': null,
  'accountPicker.hours_other': '{{count}} 時間',
  'accountPicker.tags': 'タグ (ポータルの設定)',
  'unattached.title': 'インスタンスプロファイルのないインスタンス',
  'unattached.inAccount_one': null,
  'unattached.inAccount_other':
    '{{account}} の {{count}} 台のインスタンスにはインスタンスプロファイルがありません',
  'picker.title': 'インスタンス',
  'picker.noEntity': 'サービスを選択すると、そのインスタンスが表示されます。',
  'picker.searching': 'インスタンスを検索しています…',
  'picker.searchAgain': '再検索',
  'picker.chosen_one': null,
  'picker.chosen_other':
    '{{total, number}} 台のインスタンスのうち {{count}} 台を選択中',
  'picker.filter': '名前、ID、プロファイルで絞り込み',
  'picker.place': '{{account}}、{{region}}',
  'picker.allOf_one': null,
  'picker.allOf_other': '{{place}}: {{count}} 台すべて',
  'picker.state.pending': '保留中',
  'picker.state.running': '実行中',
  'picker.state.shutting-down': 'シャットダウン中',
  'picker.state.terminated': '終了済み',
  'picker.state.stopping': '停止中',
  'picker.state.stopped': '停止済み',
  'picker.has': '{{state}} · インスタンスプロファイル {{profile}}',
  'picker.hasNone': '{{state}} · インスタンスプロファイルなし',
  'picker.more_one': null,
  'picker.more_other': 'ほかに {{count}} 台あります。絞り込むと表示されます。',
  'picker.none':
    'タグ {{key}} = {{value}} の付いたインスタンスはありません。サービスのインスタンスにこのタグを付けてから再検索してください。',
  'picker.nameShared':
    'インスタンスはタグ {{key}} の名前 {{value}} で識別されますが、カタログに同じ名前の別のエンティティがあります。インスタンスに完全なエンティティ参照のタグを付けるよう、ポータルの管理チームに依頼してください。',
  'picker.noneFound':
    'タグ {{key}} = {{value}} の付いたインスタンスは見つかりませんでしたが、検索できなかったアカウントがあります。',
  'picker.incomplete':
    '{{place}} を検索できなかったため、表示されていないインスタンスがある可能性があります: {{message}}',
  'picker.failed': 'インスタンスを検索できませんでした: {{detail}}',
  'ago.now': 'たった今',
  'ago.minute': '{{value, relativetime(minute)}}',
  'ago.hour': '{{value, relativetime(hour)}}',
  'ago.day': '{{value, relativetime(range: day; numeric: auto)}}',
  'ago.month': '{{value, relativetime(range: month; numeric: auto)}}',
  'ago.year': '{{value, relativetime(range: year; numeric: auto)}}',
  ...agentMessageJa,
  ...changeJa,
  ...portalJa,
  ...connectJa,
  ...batchJa,
  ...fleetJa,
  ...handoverJa,
  ...readinessJa,
  ...previewJa,
  ...listJa,
  ...notShownJa,
  ...requestsJa,
  ...otherAccountsJa,
  ...roleFormJa,
  ...searchJa,
  ...catalogFilterJa,
  ...homeJa,
  ...installationJa,
};

export default ja;
