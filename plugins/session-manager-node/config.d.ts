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
      };
    }>;
    status?: {
      /**
       * How long what was read of the accounts' roles is used before it is
       * read again. Default: 5 minutes.
       * @visibility backend
       */
      refresh?: HumanDuration | string;
    };
  };
}
