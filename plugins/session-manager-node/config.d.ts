import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Self-service AWS Session Manager roles. */
  sessionManager?: {
    /**
     * Region in which preferences, EC2 and SSM are read if an account has no
     * `regions`. Default: the home region of IAM in the account's partition,
     * such as us-east-1.
     * @visibility backend
     */
    region?: string;
    /**
     * Accounts in which roles can be created; any other account is refused. If
     * absent: any account that the credentials of the aws section can reach.
     * @visibility backend
     */
    accounts?: Array<{
      /**
       * The 12 digits of the account, in quotes.
       * @visibility backend
       */
      accountId: string;
      /**
       * Display name of the account.
       * @visibility backend
       */
      name?: string;
      /**
       * The account's partition. Default: the partition of the role that its
       * credentials assume, otherwise AWS is asked once.
       * @visibility backend
       */
      partition?: 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';
      /**
       * Regions whose instances are counted.
       * @visibility backend
       */
      regions?: string[];
      /**
       * IAM path of every role, policy and instance profile; a role spec cannot
       * choose another.
       * @visibility backend
       */
      path?: string;
      /**
       * Permissions boundary of every role; a role spec cannot choose another.
       * @visibility backend
       */
      permissionsBoundaryArn?: string;
      /**
       * Maximum session duration of a role in seconds, 3600 to 43200. Default:
       * 3600.
       * @visibility backend
       */
      maxSessionDuration?: number;
      /**
       * Tags that every role, policy and instance profile gets.
       * @visibility backend
       */
      tags?: { [key: string]: string };
      /**
       * Resources that roles may name, where `*` matches any text. If a list is
       * absent, any resource is allowed.
       * @visibility backend
       */
      allow?: {
        /** @visibility backend */
        buckets?: string[];
        /** @visibility backend */
        kmsKeyArns?: string[];
        /** @visibility backend */
        logGroups?: string[];
      };
      /**
       * How people connect to the nodes of this account. Default: in the AWS
       * console, and with the default profile of the AWS CLI.
       * @visibility backend
       */
      connect?: {
        /**
         * The access portal that links to the AWS console go through. Default:
         * links open in the account that the browser is signed in to.
         * @visibility backend
         */
        identityCenter?: {
          /**
           * The URL of the AWS access portal, such as
           * https://acme.awsapps.com/start.
           * @visibility backend
           */
          startUrl: string;
          /**
           * The name of the permission set that people use in the account.
           * @visibility backend
           */
          roleName: string;
        };
        /**
         * Whether the account uses just-in-time node access. If true, the portal
         * shows the commands that request access, and none that bypass its
         * approvals. Default: false.
         * @visibility backend
         */
        justInTime?: boolean;
        /**
         * The profile in the AWS CLI commands. Default: none.
         * @visibility backend
         */
        profile?: string;
      };
      /**
       * Roles in this account are created only from an approved request.
       * @visibility backend
       */
      approval?: {
        /**
         * Entity refs of the users and groups that may approve.
         * @visibility backend
         */
        approvers: string[];
        /**
         * Number of approvals that are required. Default: 1.
         * @visibility backend
         */
        required?: number;
        /**
         * How long a request stays open. Default: 14 days.
         * @visibility backend
         */
        expireAfter?: HumanDuration | string;
        /**
         * How long an approval can be used; after that the request expires.
         * Default: 7 days; at most a year.
         * @visibility backend
         */
        useWithin?: HumanDuration | string;
        /**
         * Lets the members of these groups run a request without an approval in
         * an emergency. They must give a reason, every approver is notified
         * immediately, and an approver must review the request afterwards.
         * Default: no group.
         * @visibility backend
         */
        breakGlass?: {
          /**
           * Entity refs of the groups, at least one.
           * @visibility backend
           */
          groups: string[];
        };
        /**
         * Rules that approve low-risk requests automatically; the first rule
         * that matches applies. A rule limits everything that can widen a role:
         * for a limit that it does not set, only the account's default matches.
         * In patterns, `*` matches any text. A request that adopts a role, or
         * removes what others added, always needs a person's approval.
         * @visibility backend
         */
        autoApprove?: Array<{
          /**
           * Name of the rule in the request's history.
           * @visibility backend
           */
          name: string;
          /**
           * Version of the rule, recorded in the history. Change it whenever
           * the rule changes.
           * @visibility backend
           */
          version: string;
          /**
           * Required style of the role's policy. A documented policy can write
           * to every log group and use every key.
           * @visibility backend
           */
          policyStyle: 'documented' | 'least-privilege';
          /**
           * Allowed targets of the role. Default: EC2 instances.
           * @visibility backend
           */
          targets?: Array<'ec2' | 'hybrid'>;
          /**
           * Buckets that the role may write logs to. AWS must confirm who owns
           * the bucket. Default: the role writes no logs to Amazon S3.
           * @visibility backend
           */
          buckets?: string[];
          /**
           * Accounts, in addition to the role's own, that may own the bucket.
           * Default: none.
           * @visibility backend
           */
          bucketOwners?: string[];
          /**
           * `false` is the same as omitting bucketOwners; `true` requires
           * bucketOwners.
           * @visibility backend
           */
          crossAccount?: boolean;
          /**
           * Prefixes in the bucket that the role may write logs to. Default: no
           * prefix.
           * @visibility backend
           */
          prefixes?: string[];
          /**
           * ARNs of KMS keys that may encrypt sessions. Default: none.
           * @visibility backend
           */
          sessionKeys?: string[];
          /**
           * ARNs of KMS keys that the role may name for the bucket. A role that
           * names none may use any key with the bucket and matches only `*`.
           * Default: the role names none.
           * @visibility backend
           */
          bucketKeys?: string[];
          /**
           * Log groups that the role may write to. A role that names none may
           * write to any log group and matches only `*`. Default: the role
           * writes no logs to CloudWatch Logs.
           * @visibility backend
           */
          logGroups?: string[];
          /**
           * ARNs of KMS keys of the log group. Default: none.
           * @visibility backend
           */
          logGroupKeys?: string[];
          /**
           * Tags in addition to the account's, by key, with their allowed
           * values. Default: none.
           * @visibility backend
           */
          tags?: { [key: string]: string[] };
          /**
           * ARNs of permissions boundaries. Default: the account's, if it has
           * one.
           * @visibility backend
           */
          permissionsBoundaryArns?: string[];
          /**
           * IAM paths. Default: the account's, otherwise /.
           * @visibility backend
           */
          paths?: string[];
          /**
           * Maximum session duration in seconds. Default: the account's.
           * @visibility backend
           */
          maxSessionDuration?: number;
        }>;
      };
    }>;
    /**
     * How far annotations of catalog entities that name roles are trusted.
     * claims: if a role's own tags do not name the service, its documents are
     * hidden from callers who cannot read the role, until a user with
     * session-manager.role.confirm confirms the owner. trusted: anyone who can
     * write an entity's annotation sees the role that it names. Default: claims.
     * @visibility backend
     */
    annotations?: 'claims' | 'trusted';
    requests?: {
      /**
       * Template whose task executes an approved request. Its parameter is
       * requestId. Default: template:default/session-manager-approved-role.
       * @visibility backend
       */
      templateRef?: string;
      /**
       * How often requests are checked: requests without a task are started
       * again, expired requests are closed, and finished tasks are recorded.
       * Default: 30 seconds.
       * @visibility backend
       */
      sweep?: HumanDuration | string;
    };
    /** Limits per user, service account and catalog entity. */
    limits?: {
      /**
       * Open requests (pending, approved or running) of one user or service
       * account. Default: 25.
       * @visibility backend
       */
      openRequestsPerRequester?: number;
      /**
       * Open requests for one catalog entity, whoever filed them. Default: 25.
       * @visibility backend
       */
      openRequestsPerEntity?: number;
      /**
       * Requests that one user or service account files in 24 hours. Default:
       * 100.
       * @visibility backend
       */
      requestsPerDay?: number;
      /**
       * Activation codes that are stored for one user within 15 minutes.
       * Default: 20.
       * @visibility backend
       */
      handoversPerUser?: number;
    };
    status?: {
      /**
       * How long evidence, session preferences and nodes that were read for
       * someone are used before they are read again. Default: 5 minutes.
       * @visibility backend
       */
      refresh?: HumanDuration | string;
      /**
       * How long an account may take to answer. Data that has not arrived by
       * then is omitted and reported as missing. Default: 8 seconds.
       * @visibility backend
       */
      deadline?: HumanDuration | string;
    };
    fleet?: {
      /**
       * How often all roles of each account are scanned. Default: 30 minutes.
       * @visibility backend
       */
      refresh?: HumanDuration | string;
      /**
       * Events of CloudTrail, by which what they name is read again between
       * scans. If absent, none are received.
       */
      events?: {
        /**
         * The topic of Backstage's events service on which they arrive as
         * EventBridge sends them, such as that of an SQS queue.
         * @visibility backend
         */
        topic: string;
      };
      /**
       * A regular notification about the roles of all accounts, for a platform
       * team. Default: none.
       * @visibility backend
       */
      digest?: {
        /**
         * Entity refs of the users and groups that get it, at least one.
         * @visibility backend
         */
        recipients: string[];
        /**
         * How often it is sent, at least an hour. Default: 7 days.
         * @visibility backend
         */
        frequency?: HumanDuration | string;
      };
      /**
       * The template whose task changes a role when many are changed at once.
       * Its form must have the fields of session-manager-role-logging. Default:
       * template:default/session-manager-role-logging.
       * @visibility backend
       */
      templateRef?: string;
      /**
       * The template whose task attaches a role to instances when many are
       * attached at once. Its form must have the fields of
       * session-manager-attach-instances. Default:
       * template:default/session-manager-attach-instances.
       * @visibility backend
       */
      attachTemplateRef?: string;
    };
    instances?: {
      /**
       * The tag that assigns EC2 instances to a service.
       * @visibility backend
       */
      tag?: {
        /**
         * Default: backstage.io/entity-ref.
         * @visibility backend
         */
        key?: string;
        /**
         * What the tag's value contains: the service's full entity reference,
         * such as component:default/payments, or only its name. Names can be
         * ambiguous across namespaces. Default: entity-ref.
         * @visibility backend
         */
        value?: 'entity-ref' | 'name';
      };
    };
  };
}
