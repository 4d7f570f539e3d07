import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { MiddlewareStack } from '@aws-sdk/types';
import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import {
  AwsCredentialProvider,
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import {
  AccountSettings,
  isRegionOf,
  parseArn,
  partitionFacts,
} from 'backstage-plugin-session-manager-common';
import { RecentMap } from '../cache/RecentMap';
import { remembered } from '../cache/remembered';
import { readSessionManagerConfig } from '../config/readSessionManagerConfig';
import {
  AccountConfig,
  ApprovalConfig,
  InstanceTagConfig,
  SessionManagerConfig,
} from '../config/SessionManagerConfig';
import { rememberOperation } from '../fault/operationOf';
import { toAwsError } from '../fault/toAwsError';
import { callOptions, clientOptions } from './clientOptions';
import { limitConcurrency } from './limitConcurrency';
import { failFastOnQuota } from './failFastOnQuota';
import { CallObserver, observeCalls } from './observeCalls';
import { shareCredentials } from './shareCredentials';

// A role is observed in one wave of 8 reads. IAM's rate limits are per account
// and unpublished; beyond that, the SDK's adaptive retries apply.
const CALLS_AT_ONCE = 10;

// The clients of an account take 0.2 MB. A portal has hundreds of accounts, and
// uses a few of them at a time.
const MOST_CONNECTED = 25;

/**
 * An AWS account: its settings for roles, and clients with its credentials.
 *
 * @public
 */
export interface AwsAccount {
  settings: AccountSettings;
  /** Regions in which instances are looked for; at least one. */
  regions: readonly string[];
  /**
   * Every region that can contain instances: the configured regions, otherwise
   * those enabled according to EC2. Throws the SDK's error if EC2 does not
   * answer.
   */
  everyRegion(): Promise<readonly string[]>;
  /** If present, roles are created only from an approved request. */
  approval?: ApprovalConfig;
  iam: IAMClient;
  ec2(region: string): EC2Client;
  kms(region: string): KMSClient;
  logs(region: string): CloudWatchLogsClient;
  organizations: OrganizationsClient;
  /** Follows a bucket to its region. */
  s3(region: string): S3Client;
  ssm(region: string): SSMClient;
}

/**
 * The AWS accounts that the portal's credentials reach and its configuration
 * allows. The accounts that were used last keep their clients, and at most 10
 * calls per account run concurrently.
 *
 * @public
 */
export class AwsAccounts {
  /**
   * Reads the section `sessionManager` and, for credentials, `aws`. Throws an
   * `InputError` if they are invalid. Does not call AWS.
   *
   * @param options - `onCall` is told of each request to AWS
   */
  static fromConfig(
    config: Config,
    options?: { onCall?: CallObserver },
  ): AwsAccounts {
    return new AwsAccounts(
      readSessionManagerConfig(config),
      DefaultAwsCredentialsManager.fromConfig(config),
      options?.onCall ?? (() => {}),
    );
  }

  private readonly accounts = new RecentMap<Promise<AwsAccount>>(
    MOST_CONNECTED,
  );
  private readonly providers = new Map<
    string,
    Promise<AwsCredentialProvider>
  >();
  private mainIdentity: Promise<CallerIdentity> | undefined;

  private constructor(
    private readonly config: SessionManagerConfig,
    private readonly credentials: AwsCredentialsManager,
    private readonly onCall: CallObserver,
  ) {}

  /** The tag that assigns EC2 instances to a service. */
  get instanceTag(): InstanceTagConfig {
    return this.config.instances.tag;
  }

  /** The configured accounts; `undefined` if any account is accepted. */
  get configured(): readonly AccountConfig[] | undefined {
    return this.config.accounts;
  }

  /**
   * Returns an account by its id, or the account of the main credentials.
   * Throws a `NotAllowedError` for an account that is not configured, and AWS
   * errors as converted by {@link toAwsError}.
   */
  async get(accountId?: string): Promise<AwsAccount> {
    const id = accountId ?? (await this.mainAccountId());
    const configured = this.configured?.find(other => other.accountId === id);
    if (this.configured && !configured) {
      throw new NotAllowedError(
        `Account ${id} is not configured for Session Manager roles; configured are: ${names(this.configured)}. Add it under sessionManager.accounts.`,
      );
    }
    return remembered(this.accounts, id, () =>
      this.connect(id, configured ?? { accountId: id }),
    );
  }

  /**
   * Asks AWS whom it takes the credentials for an account for, which requires no
   * permission. Whether that is an identity in this account, the caller has to
   * compare. Throws as {@link AwsAccounts.get}.
   *
   * @param accountId - absent: the main credentials
   */
  async identity(accountId?: string): Promise<CallerIdentity> {
    const provider = accountId
      ? await this.providerFor(accountId)
      : await this.credentials.getCredentialProvider();
    return callerIdentity(provider, this.config.region, this.onCall);
  }

  /**
   * Returns the settings of an account. Needs neither credentials nor AWS if
   * the account's partition is configured; otherwise as {@link
   * AwsAccounts.get}.
   */
  async settings(accountId?: string): Promise<AccountSettings> {
    const configured = this.configured?.find(
      other => other.accountId === accountId,
    );
    if (!configured?.partition) {
      return (await this.get(accountId)).settings;
    }
    const {
      regions,
      approval,
      connect: _,
      partition,
      ...settings
    } = configured;
    return { ...settings, partition };
  }

  private async connect(
    accountId: string,
    { regions, approval, connect: _, ...settings }: AccountConfig,
  ): Promise<AwsAccount> {
    const provider = await remembered(this.providers, accountId, () =>
      this.providerFor(accountId),
    );
    const partition =
      settings.partition ??
      parseArn(provider.roleArn ?? '')?.partition ??
      (
        await this.identityOf(
          accountId,
          provider,
          regions?.[0] ?? this.config.region,
        )
      ).partition;
    const { iamRegion } = partitionFacts(partition);
    const { region: wanted } = this.config;
    const home = wanted && isRegionOf(partition, wanted) ? wanted : iamRegion;
    const common = {
      ...clientOptions,
      credentials: provider.sdkCredentialProvider,
    };
    const limit = limitConcurrency(CALLS_AT_ONCE);
    const set = <T, Input extends object, Output extends object>(
      service: string,
      client: T & Client<Input, Output>,
    ): T => {
      limit(client.middlewareStack);
      rememberOperation(service)(client.middlewareStack);
      observeCalls(service, this.onCall)(client.middlewareStack);
      return client;
    };
    const iam = set('iam', new IAMClient({ ...common, region: iamRegion }));
    failFastOnQuota(iam.middlewareStack);
    const perRegion = <T>(
      connect: (options: typeof common & { region: string }) => T,
    ) => {
      const clients = new Map<string, T>();
      return (region: string) =>
        remembered(clients, region, () => connect({ ...common, region }));
    };
    const ec2 = perRegion(options => set('ec2', new EC2Client(options)));
    const configured = regions?.length ? regions : undefined;
    return {
      settings: { ...settings, partition },
      regions: configured ?? [home],
      everyRegion: async () => configured ?? enabledRegions(ec2(home)),
      approval,
      iam,
      ec2,
      kms: perRegion(options => set('kms', new KMSClient(options))),
      logs: perRegion(options =>
        set('logs', new CloudWatchLogsClient(options)),
      ),
      organizations: set(
        'organizations',
        new OrganizationsClient({ ...common, region: iamRegion }),
      ),
      s3: perRegion(options =>
        set('s3', new S3Client({ ...options, followRegionRedirects: true })),
      ),
      ssm: perRegion(options => set('ssm', new SSMClient(options))),
    };
  }

  /** The identity in an account; that of the main account is requested once. */
  private async identityOf(
    accountId: string,
    provider: AwsCredentialProvider,
    region: string | undefined,
  ): Promise<CallerIdentity> {
    const main = await this.mainIdentity;
    return main?.accountId === accountId
      ? main
      : callerIdentity(provider, region, this.onCall);
  }

  private async mainAccountId(): Promise<string> {
    this.mainIdentity ??= this.credentials
      .getCredentialProvider()
      .then(provider =>
        callerIdentity(provider, this.config.region, this.onCall),
      );
    try {
      return (await this.mainIdentity).accountId;
    } catch (error) {
      this.mainIdentity = undefined;
      throw error;
    }
  }

  private async providerFor(accountId: string): Promise<AwsCredentialProvider> {
    try {
      const provider = await this.credentials.getCredentialProvider({
        accountId,
      });
      const { sdkCredentialProvider } = provider;
      return {
        ...provider,
        sdkCredentialProvider: shareCredentials(sdkCredentialProvider),
      };
    } catch (error) {
      throw isNoIntegration(error)
        ? new NotAllowedError(
            `No credentials are configured for account ${accountId}. Add it under aws.accounts.`,
          )
        : toAwsError(error);
    }
  }
}

// Without AllRegions, EC2 lists the regions that are enabled in the account:
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
async function enabledRegions(ec2: EC2Client): Promise<string[]> {
  const { Regions = [] } = await ec2.send(
    new DescribeRegionsCommand({}),
    callOptions(),
  );
  return Regions.flatMap(({ RegionName }) => RegionName ?? []);
}

/**
 * Whom AWS takes credentials for.
 *
 * @public
 */
export interface CallerIdentity {
  accountId: string;
  arn: string;
  partition: string;
}

async function callerIdentity(
  provider: AwsCredentialProvider,
  region: string | undefined,
  onCall: CallObserver,
): Promise<CallerIdentity> {
  const sts = new STSClient({
    ...clientOptions,
    region: provider.stsRegion ?? region ?? (await environmentRegion()),
    credentials: provider.sdkCredentialProvider,
  });
  rememberOperation('sts')(sts.middlewareStack);
  observeCalls('sts', onCall)(sts.middlewareStack);
  try {
    const identity = await sts.send(
      new GetCallerIdentityCommand({}),
      callOptions(),
    );
    const arn = identity.Arn ?? '';
    const partition = parseArn(arn)?.partition ?? 'aws';
    return { accountId: identity.Account ?? '', arn, partition };
  } catch (error) {
    throw toAwsError(error);
  } finally {
    sts.destroy();
  }
}

/**
 * The region from the environment or a profile, in the credentials' own
 * partition; otherwise in the default partition.
 */
function environmentRegion(): Promise<string> {
  return new STSClient({}).config.region().catch(() => 'us-east-1');
}

/** What all SDK clients have in common, regardless of the service. */
interface Client<Input extends object, Output extends object> {
  middlewareStack: MiddlewareStack<Input, Output>;
}

// The credentials manager throws a plain Error in this case.
function isNoIntegration(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.message.startsWith('There is no AWS integration that matches')
  );
}

function names(accounts: readonly AccountConfig[]): string {
  return accounts
    .map(({ accountId, name }) => (name ? `${accountId} (${name})` : accountId))
    .join(', ');
}
