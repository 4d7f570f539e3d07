import { PortalKey, portalKey, PortalSentence } from './portal';

/** The sentences of the portal in Japanese. */
const SENTENCES: Readonly<Record<PortalSentence, string>> = {
  'Only people can decide on a request.':
    'リクエストの承認または却下は、ユーザーだけが実行できます。',
  'You may not decide about your own request.':
    '自分のリクエストを承認または却下することはできません。',
  'You were an approver when the request was filed, but you no longer are.':
    'リクエストの作成時は承認者でしたが、現在は承認者ではありません。',
  'You are not an approver of this request. Approvers are: {{approvers}}.':
    'このリクエストの承認者ではありません。承認者: {{approvers}}。',
  'Only people can create a role without an approval.':
    '承認なしの作成は、ユーザーだけが実行できます。',
  'Only members of {{groups}} can create a role without an approval.':
    '承認なしで作成できるのは、{{groups}} のメンバーだけです。',
  'This account does not allow creating a role without an approval.':
    'このアカウントでは、承認なしの作成は許可されていません。',
  'You created the role without an approval, so another approver must review it.':
    '承認なしで作成したのはあなたです。別の承認者による事後レビューが必要です。',
  'Only {{requester}}, who filed the request, may withdraw it.':
    '取り下げることができるのは、リクエストを作成した {{requester}} だけです。',
  'Only the requester and the approvers may have it carried out again.':
    '再実行できるのは、リクエスト者と承認者だけです。',
  'Only the requester and the approvers may revoke its approval.':
    '承認を取り消すことができるのは、リクエスト者と承認者だけです。',
  'Only the portal itself can do this.':
    'この操作はポータル自身だけが実行できます。',
  'Only the scaffolder can do this.':
    'この操作はスキャフォルダーだけが実行できます。',
  'The permission policy of this portal does not allow this.':
    'このポータルの権限ポリシーで許可されていません。',
  'Enter the role name again, exactly as in the request.':
    '確認のため、リクエストのロール名をもう一度入力する必要があります。',
  'A comment is needed, so that others can understand it.':
    '他のユーザーが理解できるように、コメントを入力してください。',
  'It has not expired yet.': 'まだ期限切れではありません。',
  'People are deciding about it.': '承認者が確認しています。',
  'The task has not claimed it.':
    'タスクはこのリクエストの処理を開始していません。',
  'It failed, and nobody has retried it.':
    '失敗しましたが、再実行はリクエストされていません。',
  'It is not approved yet.': 'まだ承認されていません。',
  'It is approved already.': 'すでに承認されています。',
  'It was rejected.': '却下されました。',
  'It was withdrawn.': '取り下げられました。',
  'It has expired.': '期限切れになりました。',
  'It was approved, and the role is being created.': '承認され、処理中です。',
  'It was approved, and the role was created.':
    '承認され、処理が完了しています。',
  'It was approved, but creating the role failed.':
    '承認されましたが、処理に失敗しました。',
  'Its approval was revoked.': '承認が取り消されました。',
  'A newer request for the same role has taken its place.':
    '同じロールの新しいリクエストに置き換えられました。',
  'The request differs from the one that you reviewed. Reload it and decide again.':
    'リクエストの内容が、判断したときの内容と異なります。もう一度確認してください。',
  'Request {{request}} for the same role was approved later, and takes the place of this one.':
    '同じロールのリクエスト {{request}} が後から承認されたため、このリクエストは置き換えられます。',
  'The time in which its approval could be used is over. File the request again.':
    '承認の有効期限が切れました。もう一度リクエストしてください。',
  'You have approved it already; others must as well.':
    'すでに承認しています。他の承認者の承認も必要です。',
  'People approved it, and their approval stays.':
    '承認者が承認したため、その承認は維持されます。',
  'There is nothing to review: it was not carried out without an approval.':
    '承認なしの作成ではないため、事後レビューは必要ありません。',
  'It was reviewed already, by {{reviewer}}.':
    '{{reviewer}} がすでに事後レビューを完了しています。',
  'It is not carried out yet: wait for it, or revoke it first.':
    '処理がまだ完了していません。完了を待つか、先に承認を取り消してください。',
  'The role was created. The owner of the bucket must complete the remaining steps.':
    'ロールは作成済みです。残りの作業はバケットの所有者が行います。',
  'It needed no approval. Run the template again.':
    '承認は不要でした。テンプレートをもう一度実行してください。',
  'Task {{task}} is carrying it out. Cancel the task first.':
    'タスク {{task}} が処理中です。先にタスクをキャンセルしてください。',
  'Task {{task}} is already using it, and a request can be used only once.':
    'タスク {{task}} が処理しています。リクエストの処理は 1 回だけ実行されます。',
  'The role has not been created yet, and only the portal can create it.':
    'ロール自体がまだ作成されていません。ロールを作成できるのはポータルだけです。',
  'Too many users are changing the request at once. Try again in a moment.':
    '多数のユーザーが同時にリクエストを変更しています。しばらくしてからもう一度お試しください。',
  'The request {{request}} does not exist, or you are not allowed to see it':
    'リクエスト {{request}} が存在しないか、参照する権限がありません',
  'The changes or their result are no longer what you saw: read it again, then decide.':
    '変更内容またはその結果が、表示されていた内容と異なります。もう一度確認してから判断してください。',
  'You are not allowed to see requests.':
    'リクエストを参照する権限がありません。',
  'The role does not belong to a service in the catalog.':
    'ロールはカタログ内のサービスに属していません。',
  'The task ended as {{status}}.': 'タスクは状態 {{status}} で終了しました。',
  'The scaffolder no longer has the task.':
    'スキャフォルダーにタスクが残っていません。',
  'The task ended without creating the role.':
    'タスクはロールを作成せずに終了しました。',
  'The role {{role}} does not exist.': 'ロール {{role}} は存在しません。',
  'The portal could not check the role: {{reason}}':
    'ポータルはロールを確認できませんでした: {{reason}}',
  'The approval rules of the account have changed since a rule approved it.':
    'ルールによる承認の後で、アカウントの承認ルールが変更されました。',
  'The rule {{rule}} no longer matches the request.':
    'ルール {{rule}} がリクエストに一致しなくなりました。',
  'The rule {{rule}} is no longer sufficient: {{reason}}.':
    'ルール {{rule}} だけでは承認できなくなりました: {{reason}}。',
  'its dry run failed: {{reason}}': 'ドライランに失敗しました: {{reason}}',
  'the rules have changed since it was filed':
    'リクエストの作成後にルールが変更されました',
  'on behalf of a user': 'ユーザーの代理',
  'entityRef and roleArn: must be given together':
    'entityRef と roleArn は一緒に指定する必要があります',
  'its dry run was refused': 'ドライランが拒否されました',
  'it changes who may assume the role {{role}}, which exists':
    '既存のロール {{role}} を引き受けられるプリンシパルを変更します',
  'it changes the permissions boundary of the role {{role}}, which exists':
    '既存のロール {{role}} のアクセス許可の境界を変更します',
  'it takes the role {{role}} out of the instance profile {{profile}}':
    'ロール {{role}} をインスタンスプロファイル {{profile}} から削除します',
  'it gives {{name}}, which exists, to another service':
    '既存の {{name}} を別のサービスに割り当てます',
  '{{comment}} An approver must decide on it now.':
    '{{comment}} 承認者による判断が必要です。',
  'must be the 12 digits of an AWS account':
    'AWS アカウントの 12 桁の数字を指定してください',
  'must be at most {{count}} characters':
    '{{count}} 文字以内で入力してください',
  'must begin and end with / and contain only letters, digits and _+=,.@- in between, such as /session-manager/':
    '/ で始まり / で終わる必要があります。間に使用できるのは英数字と _+=,.@- だけです。例: /session-manager/',
  'must be Latin text without control characters, as IAM requires':
    'IAM の要件に従い、制御文字を含まないラテン文字で入力してください',
  'must be the ARN of one KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab (no alias, no wildcard)':
    '1 つの KMS キーの ARN を指定してください。例: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab (エイリアスとワイルドカードは使用できません)',
  'must be the name of an S3 bucket: 3 to 63 lowercase letters, digits, dots and hyphens, without s3:// and without wildcards':
    'S3 バケットの名前を指定してください: 3〜63 文字の小文字の英字、数字、ドット、ハイフン (s3:// とワイルドカードは使用できません)',
  'must be folder names separated by /, such as session-logs/payments: no / at either end, no wildcards, no spaces':
    '/ で区切ったフォルダ名を指定してください。例: session-logs/payments (先頭と末尾の /、ワイルドカード、スペースは使用できません)',
  'must be the name of a log group: letters, digits and _-./# only, without wildcards':
    'ロググループの名前を指定してください: 英数字と _-./# のみ (ワイルドカードは使用できません)',
  'must be the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/boundary':
    '管理ポリシーの ARN を指定してください。例: arn:aws:iam::111122223333:policy/boundary',
  'must be a full entity reference, such as component:default/payments':
    'component:default/payments などの完全なエンティティ参照を指定してください',
  'tag keys must differ in more than case: to IAM, "{{one}}" and "{{other}}" are one':
    'タグのキーは大文字と小文字以外の違いが必要です。IAM では「{{one}}」と「{{other}}」は同じキーです',
  'tag keys must be 1 to 128 letters, digits, spaces and _.:/=+-@':
    'タグのキーは 1〜128 文字の英数字、スペース、_.:/=+-@ で指定してください',
  'tag keys must not begin with aws: or backstage.io/: these are reserved':
    'aws: または backstage.io/ で始まるタグのキーは予約されているため使用できません',
  'tag values must be at most 256 letters, digits, spaces and _.:/=+-@':
    'タグの値は 256 文字以内の英数字、スペース、_.:/=+-@ で指定してください',
  'must be a valid {{kind}} name: 1 to {{count}} letters, digits and _+=,.@-':
    '有効な{{kind}}名を指定してください: 1〜{{count}} 文字の英数字と _+=,.@-',
  'IAM role': ' IAM ロール',
  policy: 'ポリシー',
  role: 'ロール',
  'instance profile': 'インスタンスプロファイル',
  encryption: '暗号化設定',
  'is not a field of a role spec': 'ロールの仕様にない項目です',
  'cannot be the key of a tag': 'タグのキーには使用できません',
  '{{one}} is not the account {{other}}':
    '{{one}} はアカウント {{other}} ではありません',
  'is in the partition {{partition}}, but account {{account}} is in {{own}}':
    'パーティション {{partition}} にありますが、アカウント {{account}} のパーティションは {{own}} です',
  'names the region {{region}}, which the partition {{partition}} does not have':
    'リージョン {{region}} はパーティション {{partition}} にありません',
  'belongs to account {{account}}, not to {{accounts}}':
    'アカウント {{account}} に属しています ({{accounts}} ではありません)',
  'is set to {{value}} for this account':
    'このアカウントでは {{value}} に設定されています',
  '"{{value}}" is not among what account {{account}} allows: {{allowed}}':
    '「{{value}}」はアカウント {{account}} で許可されていません。許可されている値: {{allowed}}',
  nothing: 'なし',
  'hybrid nodes have no instance profile':
    'ハイブリッドノードにはインスタンスプロファイルがありません',
  'too many: with the portal’s own, IAM takes {{count}}':
    '多すぎます。IAM で使用できるのは、ポータルのタグを含めて {{count}} 個までです',
  'has {{count}} characters with its path, {{name}}; Systems Manager takes {{most}} for a hybrid node':
    'パスを含めると {{count}} 文字です ({{name}})。ハイブリッドノードの場合、Systems Manager で使用できるのは {{most}} 文字までです',
  'the role {{role}} was not created by the portal: delete it where it was created':
    'ロール {{role}} はポータルで作成されたものではありません。作成元で削除してください',
  'the {{resource}} {{name}} is at the path {{path}}, not at {{other}}: give that path, or none':
    '{{resource}} {{name}} のパスは {{other}} ではなく {{path}} です。そのパスを指定するか、空欄にしてください',
  'whether instances use the role {{role}} could not be read ({{error}}): fix that, or select "Delete even if instances use it"':
    'インスタンスがロール {{role}} を使用しているかどうかを確認できませんでした ({{error}})。問題を解決するか、「インスタンスが使用中でも削除する」を選択してください',
  '{{instances}} uses the role {{role}} and would lose all sessions: replace the instance profile there, or select "Delete even if instances use it"':
    '{{instances}} はロール {{role}} を使用しており、セッションを開始できなくなります。インスタンスプロファイルを置き換えるか、「インスタンスが使用中でも削除する」を選択してください',
  '{{instances}} use the role {{role}} and would lose all sessions: replace the instance profile there, or select "Delete even if instances use it"':
    '{{instances}} はロール {{role}} を使用しており、セッションを開始できなくなります。インスタンスプロファイルを置き換えるか、「インスタンスが使用中でも削除する」を選択してください',
  '{{instances}} and {{count}} more': '{{instances}} ほか {{count}} 台',
  'the instance profile {{name}} exists at the path {{path}}, and IAM cannot move one: use another name, or that path':
    'インスタンスプロファイル {{name}} はパス {{path}} に存在し、IAM では移動できません。別の名前を使用するか、そのパスを指定してください',
  'the instance profile {{name}} is for {{service}}: use another name, or select "Adopt an existing role"':
    'インスタンスプロファイル {{name}} は {{service}} 用です。別の名前を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the instance profile {{name}} was not created by the portal and holds the role {{roles}}: use another instance profile name':
    'インスタンスプロファイル {{name}} はポータルで作成されたものではなく、ロール {{roles}} を含んでいます。別のインスタンスプロファイル名を使用してください',
  'the instance profile {{name}} exists and was not created by the portal: use another name, or select "Adopt an existing role"':
    'インスタンスプロファイル {{name}} は存在し、ポータルで作成されたものではありません。別の名前を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the policy {{name}} exists and was not created by the portal: use another policy name, or select "Adopt an existing role"':
    'ポリシー {{name}} は存在し、ポータルで作成されたものではありません。別のポリシー名を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the policy {{name}} is for {{service}}: use another policy name, or select "Adopt an existing role"':
    'ポリシー {{name}} は {{service}} 用です。別のポリシー名を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the policy {{name}} has the description "{{description}}", and IAM cannot change one: use that, or another policy name':
    'ポリシー {{name}} の説明は「{{description}}」で、IAM では変更できません。その説明を使用するか、別のポリシー名を使用してください',
  'the policy {{name}} is attached to {{others}} too, which a new version would change: detach it there, or use another policy name':
    'ポリシー {{name}} は {{others}} にもアタッチされており、新しいバージョンはそこにも適用されます。そこからデタッチするか、別のポリシー名を使用してください',
  'the role {{role}} has an inline policy {{name}} that the portal did not create: use another policy name, or select "Adopt an existing role"':
    'ロール {{role}} には、ポータルで作成されたものではないインラインポリシー {{name}} があります。別のポリシー名を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the role {{role}} exists at the path {{path}}, and IAM cannot move a role: use another role name, or that path':
    'ロール {{role}} はパス {{path}} に存在し、IAM では移動できません。別のロール名を使用するか、そのパスを指定してください',
  'the role {{role}} is managed by {{manager}} ({{evidence}}), and AWS lets nobody else change it: use another role name':
    'ロール {{role}} は {{manager}} ({{evidence}}) によって管理されており、他からは変更できません。別のロール名を使用してください',
  'the role {{role}} is for {{service}}: use another role name, or select "Adopt an existing role"':
    'ロール {{role}} は {{service}} 用です。別のロール名を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the role {{role}} is managed by {{manager}}: change it there, or select "Adopt an existing role"':
    'ロール {{role}} は {{manager}} によって管理されています。そちらで変更するか、「既存のロールを引き継ぐ」を選択してください',
  'the role {{role}} is managed by {{manager}} ({{evidence}}): change it there, use another role name, or select "Adopt an existing role"; {{again}} then reverts the change at its next run':
    'ロール {{role}} は {{manager}} ({{evidence}}) によって管理されています。そちらで変更するか、別のロール名を使用するか、「既存のロールを引き継ぐ」を選択してください。引き継いだ場合、次回の実行時に {{again}} が変更を元に戻します',
  'the role {{role}} exists and was not created by the portal: use another role name, or select "Adopt an existing role"':
    'ロール {{role}} は存在し、ポータルで作成されたものではありません。別のロール名を使用するか、「既存のロールを引き継ぐ」を選択してください',
  'the portal': 'ポータル',
  'path {{path}}': 'パス {{path}}',
  'name {{name}}': '名前 {{name}}',
  'stack {{stack}}': 'スタック {{stack}}',
  'tag {{tag}}': 'タグ {{tag}}',
  'AWS (service-linked role)': 'AWS (サービスにリンクされたロール)',
  'EC2 instances': 'EC2 インスタンス',
  'hybrid nodes': 'ハイブリッドノード',
  everyone: 'すべてのプリンシパル',
  'federated identities': 'フェデレーティッドアイデンティティ',
  'IAM principals': 'IAM プリンシパル',
  'ECS tasks': 'ECS タスク',
  'EKS clusters': 'EKS クラスター',
  'EKS pods': 'EKS ポッド',
  'Lambda functions': 'Lambda 関数',
  'RDS monitoring': 'RDS モニタリング',
  'VPC flow logs': 'VPC フローログ',
  'The role’s permissions boundary could not be read.':
    'ロールのアクセス許可の境界を読み取れませんでした。',
  'Let the portal read the boundary: allow iam:GetPolicyVersion on it.':
    'ポータルに境界の iam:GetPolicyVersion を許可してください。',
  'The policy of the key {{key}} is unknown.':
    'キー {{key}} のポリシーは不明です。',
  'Read the policy of the key {{key}}: every key has one, which determines who may use the key.':
    'キー {{key}} のポリシーを確認してください。すべてのキーには、使用できるユーザーを決めるポリシーがあります。',
  '{{key}} is an alias, and policies name keys.':
    '{{key}} はエイリアスですが、ポリシーではキーを指定します。',
  'Specify the ARN of the key {{key}}.':
    'キー {{key}} の ARN を指定してください。',
  'The bucket names its key as {{key}}, which S3 resolves in account {{account}}, and there is no information about that key.':
    'バケットのキーは {{key}} と指定されており、S3 はアカウント {{account}} でそのキーを解決しますが、そのキーの情報がありません。',
  'Let the owner of the bucket name the key by its ARN, or specify the ARN of the key {{key}} in account {{account}}.':
    'バケットの所有者がキーを ARN で指定するか、アカウント {{account}} のキー {{key}} の ARN を指定してください。',
  'Only the portal reads {{what}}.': '{{what}}を読み取るのはポータルだけです。',
  'Wait until the portal answers.': 'ポータルの応答を待ってください。',
  'what Default Host Management lends':
    'デフォルトのホスト管理設定が提供するロール',
  'The portal is not allowed to read the preferences.':
    'ポータルにはセッションの設定を読み取る権限がありません。',
  'The organization of the role’s account is not known.':
    'ロールのアカウントの組織が不明です。',
  'Read the organization of the role’s account with organizations:DescribeOrganization, which every account in it can call.':
    '組織内のどのアカウントからでも呼び出せる organizations:DescribeOrganization で、ロールのアカウントの組織を確認してください。',
  'The aliases of the key are not known.': 'キーのエイリアスが不明です。',
  'Read the aliases of the key with kms:ListAliases.':
    'kms:ListAliases でキーのエイリアスを確認してください。',
  'The unique id of the role is not known.': 'ロールの一意の ID が不明です。',
  'Read the unique id of the role with iam:GetRole after the role is created.':
    'ロールの作成後に iam:GetRole で一意の ID を確認してください。',
  'The tags of the role’s instances are not known.':
    'ロールのインスタンスのタグが不明です。',
  'Read the tags of the instances that use the role with ec2:DescribeInstances.':
    'ロールを使用するインスタンスのタグを ec2:DescribeInstances で確認してください。',
  'There is no information about the bucket.': 'バケットの情報がありません。',
  'Specify the owner, region and encryption of the bucket.':
    'バケットの所有者、リージョン、暗号化方法を指定してください。',
  'Who may assume the role is not known.':
    'ロールを引き受けられるプリンシパルが不明です。',
  'Let the portal read the role’s trust policy: allow iam:GetRole.':
    'ロールの信頼ポリシーを読み取れるように、ポータルに iam:GetRole を許可してください。',
  'Whether an instance profile holds the role is not known.':
    'ロールを含むインスタンスプロファイルがあるかどうかが不明です。',
  'Let the portal read the role’s instance profiles: allow iam:ListInstanceProfilesForRole.':
    'ロールのインスタンスプロファイルを読み取れるように、ポータルに iam:ListInstanceProfilesForRole を許可してください。',
  'Who shares the parameter with the role is not known.':
    'パラメータをロールと共有しているアカウントが不明です。',
  'Write the value itself into the preferences.':
    '値をセッションの設定に直接記述してください。',
  'The session preferences read the key from Parameter Store: {{key}}':
    'セッションの設定が Parameter Store の値をキーとして参照しています: {{key}}',
  'Add kms:GenerateDataKey for the key in the parameter to the policy.':
    'パラメータにあるキーの kms:GenerateDataKey をポリシーに追加してください。',
  'The key {{key}} could not be read': 'キー {{key}} を読み取れませんでした',
  'Check again.': '再確認してください。',
  'The portal is not allowed to read {{what}}.':
    'ポータルには{{what}}を読み取る権限がありません。',
  'The portal could not read {{what}}: {{reason}}':
    'ポータルは{{what}}を読み取れませんでした: {{reason}}',
  'Allow {{action}} on {{resource}} to the portal’s AWS credentials.':
    'ポータルの AWS 認証情報に、{{resource}} に対する {{action}} を許可してください。',
  'Allow {{action}} to the portal’s AWS credentials.':
    'ポータルの AWS 認証情報に {{action}} を許可してください。',
  'the policy of the key': 'キーのポリシー',
  'the policy of the bucket’s key': 'バケットのキーのポリシー',
  'the policy of the bucket': 'バケットのポリシー',
  'the tier of hybrid nodes': 'ハイブリッドノードのインスタンス層',
  'the tier of hybrid nodes in {{region}}':
    '{{region}} のハイブリッドノードのインスタンス層',
  'whether Default Host Management is on':
    'デフォルトのホスト管理設定が有効かどうか',
  'the tags of the role’s instances': 'ロールのインスタンスのタグ',
  'the organization of account {{account}}': 'アカウント {{account}} の組織',
  'the aliases of the key {{key}}': 'キー {{key}} のエイリアス',
  'the log group {{name}}': 'ロググループ {{name}} ',
  'the region of the bucket {{bucket}}': 'バケット {{bucket}} のリージョン',
  'the {{what}} of the bucket {{bucket}}': 'バケット {{bucket}} の{{what}}',
  'the key {{key}}': 'キー {{key}} ',
  'the policy of the key {{key}}': 'キー {{key}} のポリシー',
  'The portal is not allowed to read the bucket {{bucket}}, or none of its accounts owns it.':
    'ポータルにバケット {{bucket}} を読み取る権限がないか、ポータルのどのアカウントもそのバケットを所有していません。',
  'Allow s3:ListBucket, s3:GetEncryptionConfiguration and s3:GetBucketPolicy on {{resource}} to the portal’s AWS credentials in account {{account}}, or configure the account that owns it under sessionManager.accounts.':
    'アカウント {{account}} のポータルの AWS 認証情報に、{{resource}} に対する s3:ListBucket、s3:GetEncryptionConfiguration、s3:GetBucketPolicy を許可するか、所有するアカウントを sessionManager.accounts に設定してください。',
  'AWS does not confirm that account {{account}} owns the bucket {{bucket}}.':
    'アカウント {{account}} がバケット {{bucket}} を所有していることを AWS で確認できません。',
  'Allow s3:ListBucket on the bucket to the portal’s AWS credentials in account {{account}}, or name the account that owns it.':
    'アカウント {{account}} のポータルの AWS 認証情報にバケットの s3:ListBucket を許可するか、バケットを所有するアカウントを指定してください。',
  'The role {{role}} of Default Host Management does not exist.':
    'デフォルトのホスト管理設定のロール {{role}} は存在しません。',
  'Set up Default Host Management again, or turn it off.':
    'デフォルトのホスト管理設定をもう一度設定するか、オフにしてください。',
  'No instance in {{region}} uses the role, so no tags are known.':
    '{{region}} にこのロールを使用するインスタンスがないため、タグが不明です。',
  'Attach the role’s instance profile to an instance: the result depends on its tags.':
    'ロールのインスタンスプロファイルをインスタンスにアタッチしてください。結果はそのタグに依存します。',
  'The service setting {{setting}} is neither standard nor advanced.':
    'サービス設定 {{setting}} は standard でも advanced でもありません。',
  'Check the service setting {{setting}} in {{region}}: sessions to hybrid nodes need the tier advanced.':
    '{{region}} のサービス設定 {{setting}} を確認してください。ハイブリッドノードへのセッションには advanced が必要です。',
  'The key {{key}} cannot be used: its state is {{state}}.':
    'キー {{key}} は使用できません。状態: {{state}}。',
  'Enable the key {{key}}, or use another one.':
    'キー {{key}} を有効にするか、別のキーを使用してください。',
  'There is no key {{key}}.': 'キー {{key}} はありません。',
  'Name a key that exists: sessions and logs that need this one fail.':
    '存在するキーを指定してください。このキーが必要なセッションとログは失敗します。',
  'The document {{name}} does not contain preferences: {{reason}}.':
    'ドキュメント {{name}} はセッションの設定ではありません: {{reason}}。',
  'Save the preferences of Session Manager again, in the AWS console.':
    'AWS コンソールで Session Manager の設定をもう一度保存してください。',
  'it is not valid JSON': '有効な JSON ではありません',
  'it is not a JSON object': 'JSON オブジェクトではありません',
  'it has no schema version; session documents have 1.0':
    'スキーマバージョンがありません (セッションドキュメントでは 1.0)',
  'its schema version is {{version}}; session documents have 1.0':
    'スキーマバージョンが {{version}} です (セッションドキュメントでは 1.0)',
  'its session type is {{type}}; preferences have Standard_Stream':
    'セッションタイプが {{type}} です (セッションの設定では Standard_Stream)',
  'its inputs are not an object': 'inputs がオブジェクトではありません',
  'its parameters are not an object': 'parameters がオブジェクトではありません',
  '{{text}} in its inputs is longer than {{count}} characters with the defaults of its parameters':
    'inputs の {{text}} は、parameters のデフォルト値を含めると {{count}} 文字を超えます',
  '{{text}} in its inputs takes the parameter {{name}}, which has no default':
    'inputs の {{text}} はパラメータ {{name}} を使用しますが、デフォルト値がありません',
  'Allow it in the policy of the portal’s AWS credentials.':
    'ポータルの AWS 認証情報のポリシーで許可してください。',
  'The portal has no AWS credentials.': 'ポータルに AWS 認証情報がありません。',
  'Give the backend credentials: the aws section of app-config.yaml, or the AWS SDK’s own environment variables, profile or instance role.':
    'app-config.yaml の aws セクション、または AWS SDK の環境変数、プロファイル、インスタンスロールで、バックエンドに認証情報を設定してください。',
  'The portal’s AWS credentials have expired.':
    'ポータルの AWS 認証情報の有効期限が切れています。',
  'Renew them, and check the clock of the backend’s machine.':
    '認証情報を更新し、バックエンドのマシンの時刻を確認してください。',
  'AWS does not accept the portal’s credentials.':
    'AWS がポータルの認証情報を受け付けません。',
  'Check the credentials in the aws section of app-config.yaml or in the backend’s environment.':
    'app-config.yaml の aws セクション、またはバックエンドの環境にある認証情報を確認してください。',
  'AWS throttled the calls, and retries did not succeed. Run it again in a few minutes.':
    'AWS によって呼び出しがスロットリングされ、再試行も成功しませんでした。数分後にもう一度実行してください。',
  'AWS cannot be reached.': 'AWS に接続できません。',
  'Check the backend’s network, proxy and DNS, and AWS_ENDPOINT_URL if it is set.':
    'バックエンドのネットワーク、プロキシ、DNS と、設定している場合は AWS_ENDPOINT_URL を確認してください。',
  'Correct the value that AWS names, and run it again.':
    'AWS が示す値を修正して、もう一度実行してください。',
  'Someone else is changing it: run it again.':
    '他のユーザーが変更中です。もう一度実行してください。',
  'Check the id, the account and the region.':
    'ID、アカウント、リージョンを確認してください。',
  'The instance has changed in the meantime: run it again.':
    'その間にインスタンスが変更されました。もう一度実行してください。',
  'AWS failed to process the call.': 'AWS が呼び出しを処理できませんでした。',
  'The fault lies with AWS: see https://health.aws.amazon.com, and run it again later.':
    'AWS 側の障害です。https://health.aws.amazon.com を確認して、後でもう一度実行してください。',
  'Look up the error code in the AWS documentation.':
    'AWS のドキュメントでエラーコードを確認してください。',
  'The account has reached an IAM quota. Delete unused resources, or request a quota increase in Service Quotas.':
    'アカウントが IAM のクォータに達しています。使用していないものを削除するか、Service Quotas でクォータの引き上げをリクエストしてください。',
  'Use another name, or the path of the existing resource: IAM names are unique in an account, regardless of path.':
    '別の名前、または既存のパスを使用してください。IAM の名前はアカウント内のすべてのパスで一意です。',
  'The resource was deleted or never created. Run it again to create it.':
    '削除されたか、作成されていません。もう一度実行すると作成されます。',
  'No resource with this name exists in this account and region. Check the name and its owner.':
    'このアカウントとリージョンにこの名前のリソースはありません。名前と所有者を確認してください。',
  'Only AWS may change this: use another role name.':
    '変更できるのは AWS だけです。別のロール名を使用してください。',
  'Something else is attached to it or uses it: detach that first.':
    '他のリソースがアタッチされているか、使用中です。先にデタッチしてください。',
  'Ask the portal’s administrators.':
    'ポータルの管理者に問い合わせてください。',
  'The bucket’s policy is public, and S3 Block Public Access prevents writing a public policy. The bucket’s owner has to remove the public statement first.':
    'バケットポリシーがパブリックで、S3 のパブリックアクセスブロックによりパブリックなポリシーは書き込めません。先にバケットの所有者がパブリックなステートメントを削除する必要があります。',
  'The portal’s AWS credentials lack the permission {{action}} on {{resource}}.':
    'ポータルの AWS 認証情報に、{{resource}} に対する {{action}} のアクセス許可がありません。',
  'The portal’s AWS credentials lack the permission {{action}}.':
    'ポータルの AWS 認証情報に {{action}} のアクセス許可がありません。',
  'A policy denies it explicitly, which overrides any permission: check permissions boundaries and service control policies.':
    'ポリシーで明示的に拒否されており、明示的な拒否はすべての許可より優先されます。アクセス許可の境界とサービスコントロールポリシーを確認してください。',
  'Account {{account}} is not configured for Session Manager roles; configured are: {{accounts}}. Add it under sessionManager.accounts.':
    'アカウント {{account}} は Session Manager ロール用に設定されていません。設定済み: {{accounts}}。sessionManager.accounts に追加してください。',
  'No credentials are configured for account {{account}}. Add it under aws.accounts.':
    'アカウント {{account}} の認証情報が設定されていません。aws.accounts に追加してください。',
  'The portal is not configured for account {{account}}.':
    'ポータルにアカウント {{account}} が設定されていません。',
  "Add accountId '{{account}}' under sessionManager.accounts in the portal's app-config.yaml, and its credentials under aws.accounts.":
    "ポータルの app-config.yaml で、sessionManager.accounts に accountId '{{account}}' を、aws.accounts にその認証情報を追加してください。",
  'Account {{account}} did not answer within {{count}} seconds.':
    'アカウント {{account}} が {{count}} 秒以内に応答しませんでした。',
  'The portal may not list the nodes of account {{account}}.':
    'ポータルには、アカウント {{account}} のノードを一覧表示する権限がありません。',
  'Check again in a moment: the portal continues to read. If this persists, check that the portal’s backend can reach AWS in this account, or increase sessionManager.status.deadline.':
    'ポータルは読み取りを続けています。しばらくしてから再確認してください。問題が続く場合は、バックエンドからこのアカウントの AWS に接続できることを確認するか、sessionManager.status.deadline を増やしてください。',
  'The portal’s database does not answer. Nothing was changed. Try again in a moment.':
    'ポータルのデータベースが応答しません。何も変更されていません。しばらくしてからもう一度お試しください。',
  'The link is incomplete or incorrect: open the complete link from the task’s results, including everything after the #.':
    'キーが一致しません。# 以降も含めて、タスクの結果にあるリンク全体を開いてください。',
  'It is no longer available. Run the template again to create a new one, and delete this activation in AWS.':
    'コードは利用できなくなりました。テンプレートをもう一度実行して新しいコードを作成し、このアクティベーションを AWS で削除してください。',
  'There is no activation code for this link.':
    'このリンクのアクティベーションコードはありません。',
  'Only the user who ran the template can open this.':
    '開くことができるのは、テンプレートを実行したユーザーだけです。',
  'You have reached the limit of {{count}} activation codes at a time. Try again in 15 minutes.':
    '同時に保持できるアクティベーションコードの上限 ({{count}} 件) に達しました。15 分後にもう一度お試しください。',
  'The portal’s cache did not store the code. Check backend.cache in the portal’s configuration.':
    'ポータルのキャッシュにコードを保存できませんでした。ポータルの設定の backend.cache を確認してください。',
  'This replica of the portal does not have the code. Try again. If the portal has several replicas, configure a cache that they share (backend.cache).':
    'ポータルのこのレプリカにはコードがありません。もう一度お試しください。ポータルに複数のレプリカがある場合は、共有のキャッシュ (backend.cache) を設定してください。',
  'You opened it at {{time}}.': '{{time}} に表示済みです。',
  'It expired at {{time}}.': '{{time}} に有効期限が切れました。',
  'You are not allowed to see the instances of {{service}}':
    '{{service}} のインスタンスを参照する権限がありません',
  'You are not allowed to create or request Session Manager roles, so the resources of an account are not shown to you.':
    'Session Manager ロールを作成またはリクエストする権限がないため、アカウントのリソースは表示されません。',
  'You are not allowed to read the Session Manager roles of {{service}}':
    '{{service}} の Session Manager ロールを参照する権限がありません',
  'no service': 'サービスなし',
  'The entity {{entity}} does not exist, or you are not allowed to read it':
    'エンティティ {{entity}} が存在しないか、参照する権限がありません',
  'Sign in first.': '先にサインインしてください。',
  'You are not allowed to confirm which service the role {{role}} belongs to ({{permission}}). Ask the team that runs the portal.':
    'ロール {{role}} が属するサービスを確認する権限 ({{permission}}) がありません。ポータルの管理チームに依頼してください。',
  'Users must confirm in person, in the portal, which service a role belongs to.':
    'ロールが属するサービスの確認は、ユーザー自身がポータルで行う必要があります。',
  'The role cannot currently be read: {{reason}}':
    '現在、ロールを読み取れません: {{reason}}',
  'The role {{role}} does not exist in AWS':
    'ロール {{role}} は AWS に存在しません',
  'There is nothing to confirm: the role already belongs to {{service}}.':
    'ロールはすでに {{service}} に属しているため、確認は不要です。',
  'It is not confirmed that the role {{role}} belongs to {{service}}.':
    'ロール {{role}} が {{service}} に属することは確認されていません。',
  '{{service}} has no role {{role}}':
    '{{service}} にロール {{role}} はありません',
  '"{{text}}" is not the ARN of a role':
    '「{{text}}」はロールの ARN ではありません',
  "In {{title}}, a statement that is not {{role}}'s has the Sid {{sids}}: its owner has to rename or remove it.":
    '{{title}}には、{{role}} のものではない Sid {{sids}} のステートメントがあります。所有者が名前を変更するか、削除する必要があります。',
  'The change would leave {{title}} empty, which AWS does not accept: its owner has to add a statement first.':
    '変更すると{{title}}が空になり、AWS に受け付けられません。先に所有者がステートメントを追加する必要があります。',
  'With these statements {{title}} would have {{size}} bytes, but the limit is {{limit}}: its owner has to shorten it.':
    'これらのステートメントを追加すると{{title}}は {{size}} バイトになり、上限の {{limit}} バイトを超えます。所有者が短くする必要があります。',
  'Someone else keeps changing {{title}}: run it again when they are done.':
    '他のユーザーが{{title}}を変更し続けています。完了してからもう一度実行してください。',
  'AWS does not accept {{title}}, because it names deleted principals: {{principals}}. Its owner has to remove them.':
    '{{title}}に削除済みのプリンシパル ({{principals}}) が含まれているため、AWS に受け付けられません。所有者が削除する必要があります。',
  'the policy of bucket {{bucket}}': 'バケット {{bucket}} のバケットポリシー',
  'the policy of {{resource}}': '{{resource}} のポリシー',
  '{{arn}} is not the ARN of a key': '{{arn}} はキーの ARN ではありません',
  'must differ from the role’s account, for which the role’s policy is sufficient':
    'ロールのアカウントとは別のアカウントを指定してください。ロールと同じアカウントの場合は、ロールのポリシーだけで十分です',
  'is in partition {{partition}}, but the role is in {{own}}':
    'パーティション {{partition}} にありますが、ロールのパーティションは {{own}} です',
  'Account {{account}} has no role {{role}}: create it first, because AWS rejects a policy that names a role that does not exist.':
    'アカウント {{account}} にロール {{role}} はありません。存在しないロールを指定したポリシーは AWS に拒否されるため、先にロールを作成してください。',
  'AWS returns the same error if account {{account}} does not own the bucket {{bucket}}.':
    'アカウント {{account}} がバケット {{bucket}} を所有していない場合も、AWS は同じエラーを返します。',
  'AWS’s answer lacks {{name}}.': 'AWS の応答に {{name}} がありません。',
  'IAM no longer has the role.': 'IAM にこのロールはもう存在しません。',
  'The request no longer exists.': 'このリクエストはもう存在しません。',
  'The portal was interrupted before it started this role. Try again.':
    'このロールを開始する前に、ポータルの処理が中断されました。もう一度お試しください。',
  'The role already has a pending request with other settings. Decide on it or withdraw it first.':
    'このロールには、設定の異なる承認待ちのリクエストがすでにあります。先にそのリクエストを決定するか、取り下げてください。',
  'None of the roles can be changed this way. The plan says why.':
    'この操作で変更できるロールはありません。理由は計画に表示されます。',
  'must say why the roles are needed, because {{count}} of them need an approval':
    '承認が必要なロールが {{count}} 件あるため、ロールが必要な理由を入力してください',
  'must name the service if the action is assign, and otherwise be absent':
    'サービスは、サービスへの割り当てでのみ指定してください',
  '{{count}} roles match now, and {{seen}} did when they were selected. Look at the list again.':
    '条件に合うロールは、選択時には {{seen}} 件でしたが、現在は {{count}} 件です。一覧をもう一度確認してください。',
  '{{count}} match, and at most {{limit}} can be changed at once. Narrow the filters.':
    '条件に合うロールは {{count}} 件ですが、一度に変更できるのは最大 {{limit}} 件です。条件を絞り込んでください。',
  'The batch {{batch}} does not exist, or somebody else started it':
    '一括操作 {{batch}} は存在しないか、別のユーザーが開始しました',
  'What had been created for it was removed again.':
    'そのために作成されたリソースは削除されました。',
  'What had been created for it could not be removed; left to do: {{changes}}. {{hints}}':
    'そのために作成されたリソースを削除できませんでした。残りの作業: {{changes}}。{{hints}}',
  'The configuration is valid.': '設定は有効です。',
  'The configuration is valid, and allows roles in any account that the credentials reach.':
    '設定は有効です。認証情報でアクセスできるすべてのアカウントで、ロールを作成できます。',
  'To limit the accounts, list them in sessionManager.accounts.':
    'アカウントを制限するには、sessionManager.accounts に指定してください。',
  'The portal’s own account {{account}} is one of the accounts.':
    'ポータル自身のアカウント {{account}} は、設定されたアカウントに含まれています。',
  'The portal’s own account {{account}} is not in sessionManager.accounts, so roles in it are neither created nor shown.':
    'ポータル自身のアカウント {{account}} は sessionManager.accounts に含まれていないため、このアカウントのロールは作成も表示もされません。',
  'Add it if services have nodes in it.':
    'このアカウントにサービスのノードがある場合は、追加してください。',
  'The scaffolder’s actions could not be listed: {{reason}}':
    'スキャフォルダーのアクションを一覧表示できませんでした: {{reason}}',
  'Check that @backstage/plugin-scaffolder-backend is installed and has started.':
    '@backstage/plugin-scaffolder-backend がインストールされ、起動していることを確認してください。',
  'The scaffolder has the portal’s actions.':
    'スキャフォルダーにポータルのアクションがあります。',
  'The scaffolder does not have the portal’s actions.':
    'スキャフォルダーにポータルのアクションがありません。',
  'Add backstage-plugin-scaffolder-backend-module-session-manager to the backend.':
    'backstage-plugin-scaffolder-backend-module-session-manager をバックエンドに追加してください。',
  'The notifications backend is installed.':
    '通知のバックエンドがインストールされています。',
  'The notifications backend is not installed in this backend.':
    'このバックエンドには、通知のバックエンドがインストールされていません。',
  'Unless another backend has it, add @backstage/plugin-notifications-backend.':
    '別のバックエンドにない場合は、@backstage/plugin-notifications-backend を追加してください。',
  'Without it, nobody is notified about requests and roles.':
    '追加しない場合、リクエストとロールについて誰にも通知されません。',
  'The cache does not return what is stored in it.':
    'キャッシュに保存した値を取得できません。',
  'Check backend.cache, and that the backend can connect to it.':
    'backend.cache の設定と、バックエンドから接続できることを確認してください。',
  'The cache is in memory, so replicas do not share it.':
    'キャッシュはメモリ内にあるため、レプリカ間で共有されません。',
  'Nothing is to do for one replica.':
    'レプリカが 1 つの場合、対応は不要です。',
  'For several, configure a shared store in backend.cache, such as Redis: otherwise activation codes cannot always be opened.':
    '複数の場合は、Redis などの共有ストアを backend.cache に設定してください。設定しない場合、アクティベーションコードを開けないことがあります。',
  'Replicas share the cache: {{store}}.':
    'レプリカ間でキャッシュを共有しています: {{store}}。',
  'Replicas share the database: PostgreSQL.':
    'レプリカ間でデータベースを共有しています: PostgreSQL。',
  'The database is {{client}}, which replicas do not share.':
    'データベースは {{client}} で、レプリカ間で共有されません。',
  'Nothing is to do for one replica, if its database is kept.':
    'レプリカが 1 つで、データベースが永続化されている場合、対応は不要です。',
  'For several, configure PostgreSQL in backend.database.':
    '複数の場合は、backend.database に PostgreSQL を設定してください。',
  'No account requires an approval, so no template for approved requests is needed.':
    '承認が必要なアカウントがないため、承認済みリクエスト用のテンプレートは不要です。',
  'The templates of the catalog could not be read: {{reason}}':
    'カタログのテンプレートを取得できませんでした: {{reason}}',
  'Check that the catalog has started, and check again.':
    'カタログが起動していることを確認して、もう一度確認してください。',
  'Templates that create or request a role: {{names}}.':
    'ロールを作成またはリクエストするテンプレート: {{names}}。',
  'The catalog has no template that creates or requests a role.':
    'ロールを作成またはリクエストするテンプレートがカタログにありません。',
  'Register the templates in catalog.locations, and allow the kind Template there.':
    'テンプレートを catalog.locations に登録し、kind Template を許可してください。',
  'Register the template, or set sessionManager.fleet.templateRef to another one.':
    'テンプレートを登録するか、sessionManager.fleet.templateRef に別のテンプレートを設定してください。',
  'The template {{template}}, by which many roles are changed at once, is not in the catalog.':
    '複数のロールを一括変更するテンプレート {{template}} がカタログにありません。',
  'Many roles are changed at once by the template {{template}}.':
    '複数のロールは、テンプレート {{template}} で一括変更されます。',
  'The template {{template}}, by which many roles are changed at once, creates and requests no role.':
    '複数のロールを一括変更するテンプレート {{template}} は、ロールを作成もリクエストもしません。',
  'The template {{template}}, which provisions approved requests, is not in the catalog.':
    '承認済みリクエストを処理するテンプレート {{template}} がカタログにありません。',
  'Register the template, or set sessionManager.requests.templateRef to another one.':
    'テンプレートを登録するか、sessionManager.requests.templateRef に別のテンプレートを設定してください。',
  'Approved requests are provisioned by the template {{template}}.':
    '承認済みリクエストは、テンプレート {{template}} で処理されます。',
  'The template {{template}} does not provision approved requests.':
    'テンプレート {{template}} は、承認済みリクエストを処理しません。',
  'Give it the only parameter requestId, and a step with the action {{action}} that has it as input.':
    '唯一のパラメーター requestId と、それを入力とするアクション {{action}} のステップを追加してください。',
  'The credentials reach the account as {{arn}}.':
    '認証情報は、{{arn}} としてアカウントにアクセスできます。',
  'The credentials for this account are of account {{account}}.':
    'このアカウント用の認証情報は、アカウント {{account}} のものです。',
  'Correct its entry under aws.accounts.':
    'aws.accounts のエントリを修正してください。',
  'Create a role in it that the portal may assume, and name it in the entry.':
    'ポータルが引き受けることのできるロールをこのアカウントに作成し、エントリに指定してください。',
  'Not known: {{actions}}.': '不明: {{actions}}。',
  'Missing permissions: {{actions}}.':
    '不足しているアクセス許可: {{actions}}。',
  'Add them to the policy of the portal’s credentials in this account, as the page Permissions of the documentation shows.':
    'ドキュメントの「Permissions」ページに従って、このアカウントのポータルの認証情報のポリシーに追加してください。',
  'They are read by the IAM policy simulator: allow iam:GetRole and iam:SimulatePrincipalPolicy on the portal’s own role, and check again.':
    'IAM Policy Simulator で確認します。ポータル自身のロールに対する iam:GetRole と iam:SimulatePrincipalPolicy を許可し、もう一度確認してください。',
  'The credentials have all permissions that the backend needs.':
    'バックエンドに必要なすべてのアクセス許可があります。',
  'The account has not been scanned so far.':
    'アカウントはまだスキャンされていません。',
  'Check again in a few minutes.': '数分後にもう一度確認してください。',
  'If this stays, look for the task session-manager-fleet in the backend’s log.':
    '変わらない場合は、バックエンドのログでタスク session-manager-fleet を確認してください。',
  'The last complete scan is older than three times sessionManager.fleet.refresh.':
    '最後に完了したスキャンから、sessionManager.fleet.refresh の 3 倍を超える時間が経過しています。',
  'Look for the task session-manager-fleet in the backend’s log, or increase the interval.':
    'バックエンドのログでタスク session-manager-fleet を確認するか、間隔を長くしてください。',
  'All roles of the account were read.':
    'アカウントのすべてのロールを取得しました。',
  'No events of AWS are received: the next scan sees what is changed outside the portal.':
    'AWS のイベントは受信していません。ポータル外の変更は、次のスキャンで反映されます。',
  'To see it within seconds, set sessionManager.fleet.events.':
    '数秒以内に反映するには、sessionManager.fleet.events を設定してください。',
  'Events of AWS arrive.': 'AWS のイベントを受信しています。',
  'No event of AWS about a role has arrived so far.':
    'ロールに関する AWS のイベントは、まだ受信していません。',
  'Change the description of a role in the AWS console, and check again after two minutes.':
    'AWS コンソールでロールの説明を変更し、2 分後にもう一度確認してください。',
  'If none arrives, check the queue and its rule.':
    '受信しない場合は、キューとそのルールを確認してください。',
  'The change breaks sessions or their logs.':
    'この変更により、セッションまたはログが機能しなくなります。',
  'The change may break sessions or their logs.':
    'この変更により、セッションまたはログが機能しなくなる可能性があります。',
  'It is unknown what the change does to sessions and their logs. Treat it as unsafe.':
    'この変更がセッションとログに及ぼす影響は不明です。安全でないものとして扱ってください。',
  'The change may repair sessions or their logs.':
    'この変更により、セッションまたはログが修復される可能性があります。',
  'The change repairs sessions or their logs.':
    'この変更により、セッションまたはログが修復されます。',
  'Sessions and their logs work, or do not work, as before.':
    'セッションとログの動作は、変更前と同じです。',
  '{{name}}, which the change names, was not read.':
    '変更で指定された {{name}} は取得されていません。',
  'Preview the change again when the portal can read it.':
    'ポータルが取得できるようになってから、変更をもう一度プレビューしてください。',
  'Whether the change applies to the role of Default Host Management is not known.':
    '変更がデフォルトのホスト管理のロールに適用されるかどうかは不明です。',
  'Check the policies of that role.':
    'そのロールのポリシーを確認してください。',
  'The policy of the bucket was not read.':
    'バケットのポリシーは取得されていません。',
  'Specify the policy of the bucket.': 'バケットのポリシーを指定してください。',
  'The encryption of the bucket was not read.':
    'バケットの暗号化は取得されていません。',
  'Specify the encryption of the bucket.':
    'バケットの暗号化を指定してください。',
  '"{{name}}" is not the ARN of a key':
    '「{{name}}」はキーの ARN ではありません',
  '"{{name}}" is not the name of an alias, such as alias/sessions':
    '「{{name}}」は alias/sessions のようなエイリアスの名前ではありません',
  '"{{name}}" is not the ARN of a managed policy':
    '「{{name}}」は管理ポリシーの ARN ではありません',
};

export const portalJa = Object.fromEntries(
  Object.entries(SENTENCES).map(([sentence, text]) => [
    `portal.${portalKey(sentence as PortalSentence)}`,
    text,
  ]),
) as { [K in PortalKey as `portal.${K}`]: string };
