import { AwsFault } from 'backstage-plugin-session-manager-common';
import { asErrorLike, awsCode } from './awsCode';
import {
  FAULT_RULES,
  FaultRule,
  OTHER_FAULT,
  SERVER_FAULT,
} from './faultRules';
import { operationOf } from './operationOf';
import { faultOf } from './knownFaults';

const MAX_MESSAGE = 600;

/**
 * What an error says about AWS: its kind, AWS's code and request id, a message
 * and what would settle it; never a stack or a credential.
 *
 * @public
 */
export function awsFault(error: unknown): AwsFault {
  const known = faultOf(error);
  if (known) {
    return known;
  }
  const code = awsCode(error);
  // The portal's own refusals, such as of an account that is not configured.
  if (code === 'NotAllowedError') {
    return {
      kind: 'not-configured',
      code,
      message: messageOf(error),
      hint: 'Ask who runs the portal.',
    };
  }
  const rule = ruleOf(error);
  const requestId = asErrorLike(error).$metadata?.requestId;
  return {
    kind: rule.kind,
    code,
    message: rule.message ?? messageOf(error),
    hint:
      code === 'AccessDenied' || code === 'UnauthorizedOperation'
        ? deniedHint(error)
        : rule.hint,
    ...(requestId ? { requestId } : {}),
  };
}

/** The rule that an error is told by. */
export function ruleOf(error: unknown): FaultRule {
  const rule = FAULT_RULES.get(awsCode(error));
  const status = asErrorLike(error).$metadata?.httpStatusCode ?? 0;
  return rule ?? (status >= 500 ? SERVER_FAULT : OTHER_FAULT);
}

/**
 * The permission that a refused call lacks, as far as AWS or the SDK tells.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function lackedPermission(error: unknown): {
  action?: string;
  resource?: string;
} {
  const [, action = operationOf(error), resource] =
    /perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(messageOf(error)) ??
    [];
  return { action, resource };
}

function deniedHint(error: unknown): string {
  const message = messageOf(error);
  if (/BlockPublicPolicy/.test(message)) {
    return 'As it is, the bucket’s policy is public, and S3 Block Public Access lets nobody write such a one: the bucket’s owner has to take the public statement out first.';
  }
  const { action, resource } = lackedPermission(error);
  if (action === undefined) {
    return 'Allow it in the policy of the portal’s AWS credentials.';
  }
  const on = resource ? ` on ${resource}` : '';
  const deny = /explicit deny/.test(message)
    ? ' A policy denies it explicitly, which no permission overrules: look at permissions boundaries and service control policies.'
    : '';
  return `The portal’s AWS credentials lack the permission ${action}${on}.${deny}`;
}

/** One line without access key ids. */
function messageOf(error: unknown): string {
  const { message } = asErrorLike(error);
  const text = typeof message === 'string' ? message : '';
  return text
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '[access key]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_MESSAGE);
}
