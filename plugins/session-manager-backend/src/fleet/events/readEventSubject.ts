import {
  ownValue,
  parseArn,
  REGION_PATTERN,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod';
import { keyId } from '../environmentResources';
import { CLOUDTRAIL_EVENTS, DETAIL_TYPE, Naming } from './cloudTrailEvents';
import { EventSubject } from './EventSubject';

const accountSchema = z.string().regex(/^\d{12}$/);
// Everything that is looked up in the database; no column is longer.
const nameSchema = z.string().regex(/^[\x21-\x7e]{1,700}$/);
const shortSchema = z.string().max(128);

const eventSchema = z.object({
  'detail-type': z.literal(DETAIL_TYPE),
  source: shortSchema,
  account: accountSchema,
  region: z.string().max(32).regex(new RegExp(REGION_PATTERN)),
  detail: z.object({
    eventSource: shortSchema,
    eventName: shortSchema,
    // Absent if the call succeeded.
    errorCode: z.undefined().optional(),
    recipientAccountId: accountSchema.optional(),
    requestParameters: z.record(z.string(), z.unknown()),
  }),
});

type Parameters = Readonly<Record<string, unknown>>;

interface Place {
  accountId: string;
  region: string;
}

const SUBJECTS: Record<
  Naming,
  (named: Parameters, place: Place) => EventSubject | undefined
> = {
  'new role': (named, place) => roleSubject(named, place, true),
  role: (named, place) => roleSubject(named, place, false),
  policy: ({ policyArn }, { accountId }) => {
    const arn = text(policyArn);
    return arn && isPolicyOf(arn, accountId)
      ? { what: 'policy', policyArn: arn }
      : undefined;
  },
  profile: ({ instanceProfileName }, { accountId }) => {
    const name =
      roleSpecSchema.shape.instanceProfileName.safeParse(instanceProfileName);
    return name.success && name.data
      ? { what: 'profile', accountId, profileName: name.data }
      : undefined;
  },
  bucket: ({ bucketName }) => resourceSubject('bucket', text(bucketName)),
  key: ({ keyId: named }) => resourceSubject('key', keyId(text(named))),
  'log group': ({ logGroupName, resourceIdentifier }, place) =>
    resourceSubject(
      'log-group',
      text(logGroupName) ?? resourceOf(text(resourceIdentifier), 'log-group:'),
      place,
    ),
  document: ({ name }, place) =>
    resourceSubject(
      'document',
      resourceOf(text(name), 'document/') ?? text(name),
      place,
    ),
  region: (_, place) => ({ what: 'environment', ...place }),
};

/**
 * Reads from an event as EventBridge sends it what has changed. Returns
 * `undefined` for an event of anything else, of a call that failed, or that is
 * not one of CloudTrail.
 */
export function readEventSubject(payload: unknown): EventSubject | undefined {
  const parsed = eventSchema.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { source, account: accountId, region, detail } = parsed.data;
  const service = source.replace(/^aws\./, '');
  const naming = ownValue(
    ownValue(CLOUDTRAIL_EVENTS, service) ?? {},
    detail.eventName,
  );
  const isFromService =
    source === `aws.${service}` &&
    detail.eventSource === `${service}.amazonaws.com`;
  const isOfAccount = (detail.recipientAccountId ?? accountId) === accountId;
  return naming && isFromService && isOfAccount
    ? SUBJECTS[naming](detail.requestParameters, { accountId, region })
    : undefined;
}

function roleSubject(
  { roleName }: Parameters,
  { accountId }: Place,
  mayBeNew: boolean,
): EventSubject | undefined {
  const name = roleSpecSchema.shape.roleName.safeParse(roleName);
  return name.success
    ? { what: 'role', accountId, roleName: name.data, mayBeNew }
    : undefined;
}

function resourceSubject(
  kind: 'bucket' | 'key' | 'log-group' | 'document',
  name: string | undefined,
  place: Partial<Place> = {},
): EventSubject | undefined {
  return name
    ? { what: 'environment', ...place, resource: { kind, name } }
    : undefined;
}

function isPolicyOf(arn: string, accountId: string): boolean {
  const { service, accountId: owner, resource = '' } = parseArn(arn) ?? {};
  return (
    service === 'iam' && owner === accountId && resource.startsWith('policy/')
  );
}

/** Some calls accept the ARN of what they otherwise name. */
function resourceOf(
  arn: string | undefined,
  prefix: string,
): string | undefined {
  const resource = arn && parseArn(arn)?.resource;
  return resource?.startsWith(prefix)
    ? resource.slice(prefix.length).replace(/:\*$/, '')
    : undefined;
}

function text(value: unknown): string | undefined {
  const parsed = nameSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
