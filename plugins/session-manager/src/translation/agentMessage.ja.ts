import { AgentMessageId } from 'backstage-plugin-session-manager-common';

type Texts = Readonly<Record<'meaning' | 'remedy', string>>;

/** What the messages of the agent and the client mean, and what to do. */
const MESSAGES: Readonly<Record<AgentMessageId, Texts>> = {
  'target-not-connected': {
    meaning:
      'ノードが Session Manager に接続されていません。ノードが停止している、エージェントが実行されていない、ロールがないか接続が許可されていない、またはエンドポイントに到達できません。あるいは、別のリージョンまたはアカウントのノードを指定しています。',
    remedy:
      'ノードがオンラインで、ノードのリージョン (--region) を指定していることを確認してください。ロールを修復またはアタッチした直後の場合は、最大 30 分待つか、エージェントを再起動してください。',
  },
  'invalid-instance': {
    meaning:
      'このリージョンとアカウントの Systems Manager に、このノードは登録されていません。',
    remedy: 'ID、リージョン、アカウントを確認してください。',
  },
  'user-may-not-start': {
    meaning:
      'セッションを開始するユーザーに権限がありません。ノードのロールとは関係ありません。',
    remedy:
      'ノードとセッションドキュメントに対する ssm:StartSession をユーザーに許可してください。',
  },
  'user-may-not-terminate': {
    meaning:
      'ユーザーにセッションを終了する権限がありません。AWS CLI は Session Manager プラグインが見つからないとセッションを自動的に終了するため、プラグインがない場合もこのエラーになります。',
    remedy:
      'まず、Session Manager プラグインがインストールされていることを確認してください (session-manager-plugin --version)。次に、自分のセッションに対する ssm:TerminateSession をユーザーに許可してください。',
  },
  'user-may-not-resume': {
    meaning:
      '接続が切れた後にセッションを再開する権限がユーザーにありません。ノードのロールとは関係ありません。',
    remedy:
      '自分のセッションに対する ssm:ResumeSession をユーザーに許可してください。',
  },
  'advanced-tier': {
    meaning:
      'ノードはハイブリッドノード (mi-…) で、アカウントはこのリージョンでスタンダードインスタンス層を使用しています。Session Manager がハイブリッドノードに接続できるのは、アドバンストインスタンス層だけです。',
    remedy:
      'このアカウントとリージョンで、サービス設定 /ssm/managed-instance/activation-tier を advanced に変更してください。アドバンストインスタンスには AWS の料金が発生します。',
  },
  'invalid-document': {
    meaning:
      '指定したセッションドキュメントがこのアカウントとリージョンに存在しないか、タイプが Session ではありません。',
    remedy:
      '--document-name を確認するか、省略してアカウントのセッションの設定を使用してください。',
  },
  'plugin-missing': {
    meaning:
      'ユーザーのマシンの AWS CLI が Session Manager プラグインを見つけられません。',
    remedy:
      'ユーザーのマシンに Session Manager プラグインをインストールし、PATH に追加してください。',
  },
  'cannot-start': {
    meaning:
      '続けて表示される理由により、Session Manager プラグインが接続できませんでした。',
    remedy:
      '表示された理由を確認してください。「EOF」と「bad handshake」は、ユーザー側のプロキシが原因であることがよくあります。',
  },
  'plugin-called-otherwise': {
    meaning:
      'プログラムが、このバージョンの Session Manager プラグインでは認識できない方法でプラグインを起動しました。プラグインが古いか、サードパーティー製のクライアントを使用しています。',
    remedy:
      'Session Manager プラグインを更新してください。サードパーティー製のクライアントを使用している場合は、代わりに aws ssm start-session を試してください。',
  },
  'role-not-assumed': {
    meaning:
      'EC2 がインスタンスプロファイルのロールを引き受けられないため、インスタンスが認証情報を取得できません。この場合、エージェントはデフォルトのホスト管理設定を試みます。',
    remedy:
      '信頼ポリシーで ec2.amazonaws.com (中国では ec2.amazonaws.com.cn) によるロールの引き受けを許可してください。エージェントは次回の試行時 (25〜30 分後)、または再起動時に認識します。',
  },
  'profile-cannot-register': {
    meaning:
      'インスタンスプロファイルのロールに ssm:UpdateInstanceInformation が許可されていないため、エージェントはこのロールを使用しません。',
    remedy:
      'ssm:UpdateInstanceInformation を許可してください。エージェントは次回の試行時 (25〜30 分後)、または再起動時に認識します。',
  },
  'no-credentials': {
    meaning:
      'インスタンスプロファイルからもデフォルトのホスト管理設定からも、登録に使用できる認証情報を取得できません。ノードはオフラインのままです。',
    remedy:
      'インスタンスプロファイルのロールに Session Manager のアクセス許可を追加するか、このリージョンでデフォルトのホスト管理設定を有効にしてください。',
  },
  'no-profile': {
    meaning:
      'インスタンスにインスタンスプロファイルがないか、インスタンスプロファイルにロールがありません。',
    remedy:
      'ロールを含むインスタンスプロファイルをアタッチしてください。エージェントは次回の試行時 (25〜30 分後)、または再起動時に認識します。',
  },
  'no-fallback': {
    meaning:
      '拒否以外の理由により、エージェントがインスタンスプロファイルで Systems Manager に到達できませんでした。この場合、エージェントはデフォルトのホスト管理設定を試みません。',
    remedy:
      '続けて表示されるエラーを確認してください。インスタンスから Systems Manager のエンドポイントに到達できないことがよくあります。',
  },
  'create-control-channel': {
    meaning:
      'ロールに ssmmessages:CreateControlChannel が許可されていないため、ノードは接続されません。',
    remedy:
      '4 つの ssmmessages アクションを許可してください。明示的な拒否、アクセス許可の境界、VPC エンドポイントポリシーが原因の場合もあります。',
  },
  'open-control-channel': {
    meaning:
      'エージェントがコントロールチャネルを開けません。ロールに ssmmessages:OpenControlChannel が許可されていないか、ネットワークが WebSocket を許可していません。',
    remedy:
      'ssmmessages:OpenControlChannel を許可してください。許可されている場合は、プロキシと ssmmessages のエンドポイントを確認してください。',
  },
  'register-failed': {
    meaning:
      'エージェントがノードを Systems Manager に登録できず、再試行まで待機しています。ノードはオフラインのままです。',
    remedy:
      '続けて表示されるエラーを確認してください。インスタンスにロールがない、アクティベーションがすでに存在しない、または Systems Manager のエンドポイントに到達できないことが考えられます。',
  },
  fingerprint: {
    meaning:
      'ハイブリッドノードのハードウェアまたはマシン ID が登録時と異なります。イメージから複製された、ハードウェアが変更された、または再起動するとマシン ID が保持されないことが考えられます。Systems Manager はノードに認証情報を提供しません。',
    remedy:
      '/etc/machine-id が保持されるようにしてから、新しいアクティベーションでノードを再登録してください。イメージを複製する前に登録情報を削除してください。',
  },
  'node-deregistered': {
    meaning:
      'ハイブリッドノードの登録がこのアカウントとリージョンから削除されたか、マシンに別の登録情報が残っています。',
    remedy:
      '新しいアクティベーションでノードを再登録してください (amazon-ssm-agent -register -clear の後に -register)。',
  },
  'activation-invalid': {
    meaning:
      'アクティベーションの有効期限が切れた、削除された、登録可能なノード数に達した、または別のリージョンのものです。ノードのロールとは関係ありません。',
    remedy:
      'ロール用の別のアクティベーションを作成し、その ID、コード、リージョンで登録してください。',
  },
  'registration-failed': {
    meaning: 'マシンをハイブリッドノードとして登録できませんでした。',
    remedy:
      '続けて表示されるエラーを確認してください。リージョンの入力ミス、Systems Manager のエンドポイントに到達できない、またはコマンドに root 権限が必要なことがよくあります。',
  },
  'health-ping': {
    meaning:
      'エージェントが稼働状況を Systems Manager に通知できませんでした。セッションは継続しますが、しばらくするとノードは接続切れと表示されます。',
    remedy: 'ノードに対する ssm:UpdateInstanceInformation を許可してください。',
  },
  'create-data-channel': {
    meaning:
      'ノードはオンラインですが、ロールに ssmmessages:CreateDataChannel が許可されていないため、セッションを開始できません。',
    remedy:
      'ノードのロールに ssmmessages:CreateDataChannel を許可してください。',
  },
  'open-data-channel': {
    meaning:
      'ノードがセッションのチャネルを開けません。ロールに ssmmessages:OpenDataChannel が許可されていないか、ネットワークが WebSocket を許可していません。',
    remedy:
      'ノードのロールに ssmmessages:OpenDataChannel を許可してください。許可されている場合は、プロキシと ssmmessages のエンドポイントを確認してください。',
  },
  'session-key': {
    meaning:
      '設定ではセッションを KMS キーで暗号化しますが、ノードのロールにそのキーによる復号が許可されていません。',
    remedy:
      'ノードのロールに、キーに対する kms:Decrypt を許可してください。キーポリシーでもロールまたはそのアカウントを許可する必要があります。',
  },
  'session-key-error': {
    meaning:
      '設定ではセッションを KMS キーで暗号化しますが、拒否以外の理由によりノードが復号できませんでした。キーが無効である、削除待ちである、別のリージョンにある、または KMS に到達できないことが考えられます。',
    remedy:
      '続けて表示されるエラー、キーの状態とリージョン、ノードから KMS への経路を確認してください。',
  },
  'session-key-of-user': {
    meaning:
      '設定ではセッションを KMS キーで暗号化しますが、セッションを開始するユーザーにそのデータキーの生成が許可されていません。ノードのロールとは関係ありません。',
    remedy:
      'ユーザーに、セッションキーに対する kms:GenerateDataKey を許可してください。キーポリシーでもユーザーのアカウントを許可する必要があります。',
  },
  'encryption-context': {
    meaning:
      'クライアントが不完全な暗号化コンテキストを KMS に渡しました。ターゲットの ID なしでプラグインを起動するサードパーティー製クライアントの不具合であり、アクセス許可の不足ではありません。',
    remedy:
      'aws ssm start-session を使用するか、使用したクライアントを更新してください。',
  },
  'session-key-client-error': {
    meaning:
      '設定ではセッションを KMS キーで暗号化しますが、拒否以外の理由により、ユーザーのクライアントがデータキーを取得できませんでした。キーが別のリージョンにあるか、無効であることがよくあります。',
    remedy:
      '続けて表示されるエラーを確認し、このリージョンの有効なキーが設定されていることを確認してください。',
  },
  'handshake-timeout': {
    meaning:
      'ユーザーのマシンの Session Manager プラグインが時間内に応答しませんでした。古いプラグインは応答方法を認識できません。',
    remedy: 'ユーザーのマシンの Session Manager プラグインを更新してください。',
  },
  'random-challenge': {
    meaning:
      'このノードのエージェントは、ユーザーのプラグインが認識できないチャレンジを要求するように設定されています。',
    remedy: 'ユーザーのマシンの Session Manager プラグインを更新してください。',
  },
  's3-encryption-check': {
    meaning:
      '設定では暗号化されたログバケットが必須ですが、ノードのロールにバケットの暗号化設定の読み取りが許可されていません。',
    remedy:
      'オブジェクトではなくバケット自体に対する s3:GetEncryptionConfiguration を許可してください。別のアカウントのバケットの場合は、バケットポリシーでも許可する必要があります。',
  },
  's3-encryption-check-error': {
    meaning:
      '設定では暗号化されたログバケットが必須ですが、エージェントが暗号化設定を読み取れませんでした。バケットが存在しない、デフォルトの暗号化がない、または到達できないことが考えられます。',
    remedy:
      '続けて表示されるエラーを確認し、暗号化された既存のバケットを設定してください。',
  },
  's3-not-encrypted': {
    meaning:
      '設定では暗号化されたログバケットが必須です。エージェントが認識するのは AES256 と aws:kms だけであるため、二層暗号化 (aws:kms:dsse) は暗号化なしとみなされます。',
    remedy:
      'バケットを aws:kms または AES256 でデフォルトで暗号化するか、s3EncryptionEnabled をオフにしてください。',
  },
  'cw-not-encrypted': {
    meaning:
      '設定では暗号化されたロググループが必須です。このメッセージの原因は 3 つ考えられます。ロールに logs:DescribeLogGroups が許可されていない、ロググループが存在しない、または KMS キーがないことです。',
    remedy:
      'アカウントのロググループに対する logs:DescribeLogGroups を許可するか、ロググループを作成するか、KMS キーを関連付けてください。または cloudWatchEncryptionEnabled をオフにしてください。',
  },
  'run-as-no-user': {
    meaning:
      'セッションはノードのシステムのユーザーとして実行されますが、設定にも、セッションを開始するプリンシパルのタグにもユーザーが指定されていません。',
    remedy:
      'runAsDefaultUser を設定するか、IAM プリンシパルに SSMSessionRunAs タグを付けてください。',
  },
  'run-as-unknown-user': {
    meaning:
      'セッションを実行するシステムユーザーがこのノードに存在しません。IAM とは関係ありません。',
    remedy: 'ノードにユーザーを作成するか、別のユーザーを指定してください。',
  },
  'run-as-not-root': {
    meaning:
      'セッションを別のユーザーとして実行するには、エージェントを root として実行する必要があります。',
    remedy:
      'エージェントを root として実行するか、runAsEnabled をオフにしてください。',
  },
  'shell-profile': {
    meaning: 'シェルプロファイルのコマンドを実行できませんでした。',
    remedy: '設定の shellProfile を修正してください。',
  },
  'preferences-unreadable': {
    meaning:
      'エージェントがセッションのドキュメントを読み取れず、セッションを破棄します。ターミナルには何も表示されません。',
    remedy:
      '設定をエージェントが読める形式で書いてください。フラグは引用符なしの true または false、名前は文字列です。',
  },
  'agent-too-old': {
    meaning:
      'ノードのエージェントが古く、このタイプのセッションに対応していません。',
    remedy: 'ノードのエージェントを更新してください。',
  },
  'cw-group-not-validated': {
    meaning:
      'エージェントがロググループを見つけられませんでした。ロググループが存在しないか、ロールに logs:DescribeLogGroups が許可されていません。ストリーミングがオンの場合、ログは失われます。オフの場合は、エージェントがセッションの終了時に書き込みを試みます。',
    remedy:
      'エージェントはロググループを作成しないため、作成してください。logs:DescribeLogGroups は、特定のロググループではなくアカウントのすべてのロググループに対して許可してください。',
  },
  'cw-describe-groups': {
    meaning: 'ロールに logs:DescribeLogGroups が許可されていません。',
    remedy:
      '特定のロググループではなく、アカウントのすべてのロググループに対する logs:DescribeLogGroups を許可してください。',
  },
  'cw-create-stream': {
    meaning:
      'エージェントがセッションのログストリームを作成できません。ロールに logs:CreateLogStream が許可されていないか、ロググループが存在しません。CloudWatch Logs のログは失われます。',
    remedy:
      'ロググループのストリーム (log-group:<group>:*) に対する logs:CreateLogStream を許可し、ロググループを作成してください。',
  },
  'cw-describe-streams': {
    meaning:
      'ロールに logs:DescribeLogStreams が許可されていません。この呼び出しの結果は現在使用されないため、ログは失われません。',
    remedy:
      '対応は不要です。許可すると、エージェントのログにこのエラーが記録されなくなります。',
  },
  'cw-put-events': {
    meaning:
      'ロールに logs:PutLogEvents が許可されていません。CloudWatch Logs のログは失われ、エージェントは 1 秒ごとに再試行し続けます。',
    remedy:
      'ロググループのストリーム (log-group:<group>:*) に対する logs:PutLogEvents を許可してください。',
  },
  'cw-stream-gone': {
    meaning:
      'セッション中にロググループまたはログストリームが削除されました。以降のログは失われます。',
    remedy:
      'エージェントはロググループを作成しないため、もう一度作成してください。',
  },
  's3-upload': {
    meaning:
      'ログがバケットに届きませんでした。AccessDenied の原因は、プレフィックスに対するロールの s3:PutObject、バケットのキー (kms:GenerateDataKey)、または別のアカウントのバケットの場合は s3:PutObjectAcl とバケットポリシーです。',
    remedy:
      '設定のバケットとプレフィックスをロールのポリシーと比較し、バケットの暗号化方法を確認してください。',
  },
  'transcript-missing': {
    meaning:
      'ログは届きましたが、入力内容の代わりにこのメッセージが記録されています。セッションを記録するプログラム (Linux では script) がノードにありません。ロールとバケットに問題はありません。',
    remedy:
      'ノードに script (util-linux または bsdutils パッケージ) をインストールしてください。最小構成のイメージやコンテナイメージには含まれていないことがよくあります。',
  },
  's3-look-skipped': {
    meaning:
      'エージェントがバケットの暗号化方法を確認できず、暗号化ヘッダーなしでアップロードします。バケットのデフォルトの暗号化は適用されます。ログが拒否されるのは、バケットポリシーがヘッダーを必須にしている場合だけです。',
    remedy:
      'バケットポリシーが暗号化ヘッダーを必須にしていない限り、対応は不要です。必須にしている場合は、バケットに対する s3:GetEncryptionConfiguration を許可してください。',
  },
  's3-look-failed': {
    meaning: 'エージェントがバケットの暗号化方法を確認できませんでした。',
    remedy:
      'バケット自体に対する s3:GetEncryptionConfiguration を許可してください。',
  },
  's3-region-guessed': {
    meaning:
      'エージェントが別の方法でバケットのリージョンを検索しています。これ自体に問題はありません。s3:ListBucket は必要ありません。',
    remedy: '対応は不要です。',
  },
  'powershell-too-old': {
    meaning:
      'ノードの PowerShell のバージョンが 5.1 より古いため、ストリーミングも終了時のアップロードも行われません。',
    remedy:
      'PowerShell を 5.1 以降に更新するか、ストリーミングをオフにしてください。',
  },
  'powershell-transcription': {
    meaning:
      'ノードのポリシーで PowerShell トランスクリプションが設定されているため、ストリーミングも終了時のアップロードも行われません。',
    remedy:
      'PowerShell トランスクリプションのポリシーを「未構成」にするか、ストリーミングをオフにしてください。',
  },
  'preferences-exist': {
    meaning:
      'このリージョンには、アカウントのセッションの設定がすでに存在します。設定のドキュメント名は固定されており、設定を初めて開いたときにコンソールが作成します。',
    remedy:
      'ドキュメントを確認して必要な内容と比較し、更新してください (aws ssm update-document の後に update-document-default-version)。Terraform の場合は、先にインポートしてください。',
  },
  'preferences-unchanged': {
    meaning:
      'まったく同じ内容のバージョンがドキュメントにすでにあるため、何も書き込まれませんでした。',
    remedy:
      'そのバージョンがデフォルトでない場合は、デフォルトにしてください: aws ssm update-document-default-version。',
  },
  'preferences-versions': {
    meaning: 'ドキュメントのバージョン数が AWS の上限に達しています。',
    remedy:
      '使用していないバージョンを削除してください: aws ssm delete-document --document-version。',
  },
  'activation-role': {
    meaning:
      'アクティベーションのロールがこのパスと名前で存在しないか、信頼ポリシーで ssm.amazonaws.com による引き受けが許可されていません。作成直後のロールは、まだ認識されない場合があります。',
    remedy:
      'ARN ではなくロールのパスと名前 (service-role/my-role) を指定し、ハイブリッドノード用に作成したロールを使用してください。',
  },
};

/** The explanations of messages in Japanese. */
export const agentMessageJa = Object.fromEntries(
  Object.entries(MESSAGES).flatMap(([id, { meaning, remedy }]) => [
    [`agentMessage.${id}.meaning`, meaning],
    [`agentMessage.${id}.remedy`, remedy],
  ]),
) as {
  [I in AgentMessageId as `agentMessage.${I}.${keyof Texts}`]: string;
};
