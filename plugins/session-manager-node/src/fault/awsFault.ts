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
 * Describes an error of AWS: its kind, AWS's code and request id, a message and
 * a hint how to fix it; never a stack or a credential.
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
      hint: 'Ask the portal’s administrators.',
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

/** The rule that matches an error. */
export function ruleOf(error: unknown): FaultRule {
  const rule = FAULT_RULES.get(awsCode(error));
  const status = asErrorLike(error).$metadata?.httpStatusCode ?? 0;
  return rule ?? (status >= 500 ? SERVER_FAULT : OTHER_FAULT);
}

/**
 * The missing permission of a denied call, as far as AWS or the SDK reports it.
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

const DENIED_EXPLICITLY =
  'A policy denies it explicitly, which overrides any permission: check permissions boundaries and service control policies.';

function deniedHint(error: unknown): string {
  const message = messageOf(error);
  if (/BlockPublicPolicy/.test(message)) {
    return 'The bucket’s policy is public, and S3 Block Public Access prevents writing a public policy. The bucket’s owner has to remove the public statement first.';
  }
  const { action, resource } = lackedPermission(error);
  if (action === undefined) {
    return 'Allow it in the policy of the portal’s AWS credentials.';
  }
  const lacks = resource
    ? `The portal’s AWS credentials lack the permission ${action} on ${resource}.`
    : `The portal’s AWS credentials lack the permission ${action}.`;
  return /explicit deny/.test(message)
    ? `${lacks} ${DENIED_EXPLICITLY}`
    : lacks;
}

/** The message on one line, without access key ids. */
function messageOf(error: unknown): string {
  const { message } = asErrorLike(error);
  const text = typeof message === 'string' ? message : '';
  return text
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '[access key]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_MESSAGE);
}
