import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Self-service AWS Session Manager roles. */
  sessionManager?: {
    /**
     * The region that preferences, EC2 and SSM are read in where an account
     * names none. Default: the region that answers for IAM in the account's
     * partition, such as us-east-1.
     * @visibility backend
     */
    region?: string;
    /**
     * The accounts that roles can be made in; any other is refused. Absent:
     * any account that the credentials of the aws section reach.
     * @visibility backend
     */
    accounts?: Array<{
      /**
       * The 12 digits of the account, in quotes.
       * @visibility backend
       */
      accountId: string;
      /**
       * The name people know the account by.
       * @visibility backend
       */
      name?: string;
      /**
       * The account's partition. Default: that of the role that its
       * credentials assume, else asked of AWS once.
       * @visibility backend
       */
      partition?: 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';
      /**
       * The regions whose instances are counted.
       * @visibility backend
       */
      regions?: string[];
      /**
       * The IAM path of every role, policy and instance profile; a role spec
       * cannot choose another.
       * @visibility backend
       */
      path?: string;
      /**
       * The permissions boundary of every role; a role spec cannot choose
       * another.
       * @visibility backend
       */
      permissionsBoundaryArn?: string;
      /**
       * The longest session of a role in seconds, 3600 to 43200. Default:
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
       * What roles may name, where `*` stands for any text. An absent list
       * allows any.
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
       * Roles in this account are made only from an approved request.
       * @visibility backend
       */
      approval?: {
        /**
         * Entity refs of the users and groups that may approve.
         * @visibility backend
         */
        approvers: string[];
        /**
         * How many of them must approve. Default: 1.
         * @visibility backend
         */
        required?: number;
        /**
         * How long a request waits. Default: 14 days.
         * @visibility backend
         */
        expireAfter?: HumanDuration | string;
        /**
         * How long an approval can be used; then the request expires. Default: 7
         * days; at most a year.
         * @visibility backend
         */
        useWithin?: HumanDuration | string;
        /**
         * Lets the members of some groups have a request carried out without an
         * approval where it cannot wait: with a reason, every approver is told
         * at once, and an approver has to review it afterwards. Default: nobody
         * may.
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
         * Rules that approve what is harmless at once; the first that fits
         * does. A rule limits everything that can widen a role. Where it names
         * no limit, only the account's default fits. In patterns * stands for
         * any text. A request that adopts a role, or removes what others added,
         * always goes to people.
         * @visibility backend
         */
        autoApprove?: Array<{
          /**
           * What the history names the rule by.
           * @visibility backend
           */
          name: string;
          /**
           * Kept in the history; give a changed rule another.
           * @visibility backend
           */
          version: string;
          /**
           * The style that the role's policy must have. A documented policy
           * writes to every log group and uses every key.
           * @visibility backend
           */
          policyStyle: 'documented' | 'least-privilege';
          /**
           * What the role may be for. Default: EC2 instances.
           * @visibility backend
           */
          targets?: Array<'ec2' | 'hybrid'>;
          /**
           * The buckets that logs may go to. AWS must tell who owns the bucket.
           * Default: the role writes no logs to Amazon S3.
           * @visibility backend
           */
          buckets?: string[];
          /**
           * The accounts besides the role's own that may own the bucket.
           * Default: none.
           * @visibility backend
           */
          bucketOwners?: string[];
          /**
           * The same as leaving bucketOwners out; true needs bucketOwners.
           * @visibility backend
           */
          crossAccount?: boolean;
          /**
           * The folders of the bucket that logs may go to. Default: no folder.
           * @visibility backend
           */
          prefixes?: string[];
          /**
           * ARNs of keys that may encrypt sessions. Default: none.
           * @visibility backend
           */
          sessionKeys?: string[];
          /**
           * ARNs of keys that the role may name for the bucket. A role that
           * names none may use any with the bucket, and fits * alone. Default:
           * it names none.
           * @visibility backend
           */
          bucketKeys?: string[];
          /**
           * The log groups that logs may go to. A role that names none may
           * write to any, and fits * alone. Default: the role writes no logs to
           * CloudWatch Logs.
           * @visibility backend
           */
          logGroups?: string[];
          /**
           * ARNs of keys of the log group. Default: none.
           * @visibility backend
           */
          logGroupKeys?: string[];
          /**
           * Tags besides the account's, by key, with the values they may have.
           * Default: none.
           * @visibility backend
           */
          tags?: { [key: string]: string[] };
          /**
           * ARNs of permissions boundaries. Default: the account's, or none.
           * @visibility backend
           */
          permissionsBoundaryArns?: string[];
          /**
           * IAM paths. Default: the account's, or /.
           * @visibility backend
           */
          paths?: string[];
          /**
           * The longest session in seconds. Default: the account's.
           * @visibility backend
           */
          maxSessionDuration?: number;
        }>;
      };
    }>;
    /**
     * What the annotations of catalog entities are worth that name roles.
     * claims: a role whose own tags do not name the service is shown without
     * its documents, unless the caller may read it, until somebody with
     * session-manager.role.confirm confirms whose it is. trusted: whoever can
     * write an entity's annotation sees the role that it names. Default: claims.
     * @visibility backend
     */
    annotations?: 'claims' | 'trusted';
    requests?: {
      /**
       * The template whose task carries out an approved request. Its parameter
       * is requestId. Default: template:default/session-manager-approved-role.
       * @visibility backend
       */
      templateRef?: string;
      /**
       * How often requests are looked after: started again where no task
       * carries them out, expired, seen done. Default: 30 seconds.
       * @visibility backend
       */
      sweep?: HumanDuration | string;
    };
    /** How much one person, or what is done for one service, may take up. */
    limits?: {
      /**
       * Requests of one person or service account that are pending, approved
       * or being carried out. Default: 25.
       * @visibility backend
       */
      openRequestsPerRequester?: number;
      /**
       * The same for one catalog entity, whoever asks. Default: 25.
       * @visibility backend
       */
      openRequestsPerEntity?: number;
      /**
       * Requests that one person or service account files in 24 hours.
       * Default: 100.
       * @visibility backend
       */
      requestsPerDay?: number;
      /**
       * Activation codes that are kept for one person within 15 minutes.
       * Default: 20.
       * @visibility backend
       */
      handoversPerUser?: number;
    };
    status?: {
      /**
       * How long what was read of the accounts' roles is used before it is
       * read again. Default: 5 minutes.
       * @visibility backend
       */
      refresh?: HumanDuration | string;
      /**
       * How long an account may take for one answer: what it has not told by
       * then is missing there, and said to be. Default: 8 seconds.
       * @visibility backend
       */
      deadline?: HumanDuration | string;
    };
    instances?: {
      /**
       * The tag by which EC2 instances are known to be a service's.
       * @visibility backend
       */
      tag?: {
        /**
         * Default: backstage.io/entity-ref.
         * @visibility backend
         */
        key?: string;
        /**
         * What of the service the tag's value is: its whole reference, such as
         * component:default/payments, or its name alone. Names may be the same
         * in several namespaces. Default: entity-ref.
         * @visibility backend
         */
        value?: 'entity-ref' | 'name';
      };
    };
  };
}
