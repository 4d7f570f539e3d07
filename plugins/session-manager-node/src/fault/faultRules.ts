import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { NETWORK_CODES } from './awsCode';

/** How an error of AWS is described. */
export interface FaultRule {
  kind: AwsFault['kind'];
  ErrorClass: new (message: string) => Error;
  /** Replaces AWS's message if that is not helpful. */
  message?: string;
  /** How to fix it. */
  hint: string;
}

const REFUSED = {
  kind: 'refused',
  ErrorClass: NotAllowedError,
} as const;

const FAILED = { kind: 'failed', ErrorClass: ServiceUnavailableError } as const;

const DENIED: FaultRule = {
  ...REFUSED,
  hint: 'Allow it in the policy of the portal’s AWS credentials.',
};

const NO_CREDENTIALS: FaultRule = {
  kind: 'not-configured',
  ErrorClass: ServiceUnavailableError,
  message: 'The portal has no AWS credentials.',
  hint: 'Give the backend credentials: the aws section of app-config.yaml, or the AWS SDK’s own environment variables, profile or instance role.',
};

const EXPIRED: FaultRule = {
  ...REFUSED,
  message: 'The portal’s AWS credentials have expired.',
  hint: 'Renew them, and check the clock of the backend’s machine.',
};

const UNKNOWN_CREDENTIALS: FaultRule = {
  ...REFUSED,
  message: 'AWS does not accept the portal’s credentials.',
  hint: 'Check the credentials in the aws section of app-config.yaml or in the backend’s environment.',
};

const THROTTLED: FaultRule = {
  ...FAILED,
  hint: 'AWS throttled the calls, and retries did not succeed. Run it again in a few minutes.',
};

const UNREACHABLE: FaultRule = {
  kind: 'unreachable',
  ErrorClass: ServiceUnavailableError,
  message: 'AWS cannot be reached.',
  hint: 'Check the backend’s network, proxy and DNS, and AWS_ENDPOINT_URL if it is set.',
};

const INVALID: FaultRule = {
  kind: 'failed',
  ErrorClass: InputError,
  hint: 'Correct the value that AWS names, and run it again.',
};

const BUSY: FaultRule = {
  kind: 'failed',
  ErrorClass: ConflictError,
  hint: 'Someone else is changing it: run it again.',
};

const NO_INSTANCE: FaultRule = {
  kind: 'failed',
  ErrorClass: NotFoundError,
  hint: 'Check the id, the account and the region.',
};

const OTHER_STATE: FaultRule = {
  kind: 'failed',
  ErrorClass: ConflictError,
  hint: 'The instance has changed in the meantime: run it again.',
};

/** A failure of AWS itself, identified by the HTTP status. */
export const SERVER_FAULT: FaultRule = {
  ...FAILED,
  message: 'AWS failed to process the call.',
  hint: 'The fault lies with AWS: see https://health.aws.amazon.com, and run it again later.',
};

/** An error that is not in the table. */
export const OTHER_FAULT: FaultRule = {
  ...FAILED,
  hint: 'Look up the error code in the AWS documentation.',
};

/**
 * Error codes of AWS with descriptions of their own.
 *
 * IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * EC2:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const FAULT_RULES: ReadonlyMap<string, FaultRule> = new Map([
  ...rows(['AccessDenied', 'UnauthorizedOperation', 'OptInRequired'], DENIED),
  ...rows(['CredentialsProviderError', 'TokenProviderError'], NO_CREDENTIALS),
  ...rows(['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'], EXPIRED),
  ...rows(
    [
      'AuthFailure',
      'IncompleteSignature',
      'InvalidClientTokenId',
      'MissingAuthenticationToken',
      'SignatureDoesNotMatch',
      'UnrecognizedClient',
    ],
    UNKNOWN_CREDENTIALS,
  ),
  ...rows(
    [
      'Throttling',
      'ThrottledException',
      'TooManyRequests',
      'RequestLimitExceeded',
    ],
    THROTTLED,
  ),
  ...rows(['AbortError', 'TimeoutError', ...NETWORK_CODES], UNREACHABLE),
  ...rows(
    [
      'InvalidInput',
      'MalformedPolicy',
      'InvalidParameterValue',
      'MalformedPolicyDocument',
      'ValidationError',
      'PolicyNotAttachable',
    ],
    INVALID,
  ),
  ...rows(['ConcurrentModification', 'EntityTemporarilyUnmodifiable'], BUSY),
  ...rows(
    ['InternalFailure', 'ServiceFailure', 'ServiceUnavailable'],
    SERVER_FAULT,
  ),
  ...rows(['LimitExceeded'], {
    kind: 'failed',
    ErrorClass: ConflictError,
    hint: 'The account has reached an IAM quota. Delete unused resources, or request a quota increase in Service Quotas.',
  }),
  ...rows(['EntityAlreadyExists'], {
    kind: 'failed',
    ErrorClass: ConflictError,
    hint: 'Use another name, or the path of the existing resource: IAM names are unique in an account, regardless of path.',
  }),
  ...rows(['NoSuchEntity'], {
    kind: 'failed',
    ErrorClass: NotFoundError,
    hint: 'The resource was deleted or never created. Run it again to create it.',
  }),
  ...rows(['NoSuchBucket', 'NotFound'], {
    kind: 'failed',
    ErrorClass: NotFoundError,
    hint: 'No resource with this name exists in this account and region. Check the name and its owner.',
  }),
  ...rows(['UnmodifiableEntity'], {
    ...REFUSED,
    hint: 'Only AWS may change this: use another role name.',
  }),
  ...rows(
    ['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed'],
    NO_INSTANCE,
  ),
  ...rows(
    [
      'IncorrectState',
      'IncorrectInstanceState',
      'InvalidAssociationID.NotFound',
    ],
    OTHER_STATE,
  ),
  ...rows(['DeleteConflict'], {
    kind: 'failed',
    ErrorClass: ConflictError,
    hint: 'Something else is attached to it or uses it: detach that first.',
  }),
]);

function rows(codes: string[], rule: FaultRule): Array<[string, FaultRule]> {
  return codes.map(code => [code, rule]);
}
