import { PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import {
  ACCOUNT,
  aws,
  decided,
  FOREIGN_PUT,
  OTHER,
  PUT,
  put,
  ROLE,
  SESSION,
} from './__testUtils__/rules';
import { AccessRequest } from './AccessRequest';
import { AccessPolicies, UnknownElement } from './evaluateAccess';
import { Grant, Setting } from './grants';

type Policies = Partial<AccessPolicies>;

/** A branch of the evaluation, with policies for each outcome. */
interface Branch {
  request?: AccessRequest;
  allowed: Policies[];
  denied: Policies[];
  unknown: Policies[];
}

const VPCE = { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } };
const VARIABLE = 'arn:aws:s3:::logs/${aws:PrincipalTag/team}*';
const OPEN_KEY = { 'aws:PrincipalTag/team': 'web' };

const of = (...statements: PolicyStatement[]) => policy(...statements);
const own = (...statements: PolicyStatement[]) => ({
  identity: [of(...statements)],
});
const bucket = (principal: object, more: object = {}) => ({
  resource: of(allow('s3:*', { ...principal, ...more })),
});
const silent = of(allow('ec2:*'));
const everyone = { Principal: '*' } as const;

// Keyed by the types, so that a new branch without cases is a compile error.
const SOURCES: Record<Grant['source'], Branch> = {
  identity: {
    allowed: [own(put)],
    denied: [{}, own(allow('s3:GetObject')), own(put, deny('s3:*'))],
    unknown: [own(allow('s3:*', VPCE)), own(put, deny('s3:*', VPCE))],
  },
  boundary: {
    allowed: [{ ...own(put), boundary: of(put) }],
    denied: [
      { ...own(put), boundary: silent },
      { ...own(put), boundary: of(put, deny('*')) },
      { boundary: of(put) },
    ],
    unknown: [
      { ...own(put), boundary: 'unknown' },
      { ...own(put), boundary: of(allow('*', VPCE)) },
      { ...own(put), boundary: of(put, deny('*', VPCE)) },
    ],
  },
  resource: {
    allowed: [bucket(aws(ROLE))],
    denied: [
      bucket(aws(`${ROLE}2`)),
      { ...own(put), resource: of(deny('*', aws(ROLE))) },
    ],
    unknown: [
      { resource: 'unknown' },
      bucket(aws(ROLE), VPCE),
      { ...own(put), resource: of(deny('*', { ...aws(ROLE), ...VPCE })) },
    ],
  },
};

const GRANTEES: Record<Grant['by'], Branch> = {
  role: {
    allowed: [bucket(aws(ROLE)), { ...bucket(aws(ROLE)), boundary: of(put) }],
    denied: [{ ...bucket(aws(ROLE)), boundary: silent }],
    unknown: [{ ...bucket(aws(ROLE)), boundary: 'unknown' }],
  },
  // The session name is unknown.
  session: {
    allowed: [{ ...own(put), ...bucket(aws(SESSION)) }],
    denied: [bucket(aws(`arn:aws:sts::${OTHER}:assumed-role/web/i-1`))],
    unknown: [
      bucket(aws(SESSION)),
      { ...bucket(aws(SESSION)), boundary: silent },
    ],
  },
  everyone: {
    allowed: [bucket(everyone), { ...bucket(everyone), boundary: of(put) }],
    denied: [{ ...own(put), resource: of(deny('*', everyone)) }],
    unknown: [
      { ...bucket(everyone), boundary: silent },
      { ...bucket(everyone), boundary: 'unknown' },
    ],
  },
  account: {
    allowed: [{ ...own(put), ...bucket(aws(ACCOUNT)) }],
    denied: [
      bucket(aws(ACCOUNT)),
      { ...own(put), boundary: silent, ...bucket(aws(ACCOUNT)) },
    ],
    unknown: [{ ...own(allow('s3:*', VPCE)), ...bucket(aws(ACCOUNT)) }],
  },
};

const RESOURCE_KINDS: Record<Setting['resource'], Branch> = {
  none: {
    request: FOREIGN_PUT,
    allowed: [{ ...own(put), ...bucket(aws(ROLE)) }],
    denied: [own(put)],
    unknown: [{ ...own(put), resource: 'unknown' }],
  },
  read: {
    request: FOREIGN_PUT,
    allowed: [{ ...own(put), ...bucket(aws(ACCOUNT)) }],
    denied: [
      bucket(aws(ROLE)),
      { ...own(put), ...bucket(aws(OTHER)) },
      { ...own(put), ...bucket(aws(ROLE)), boundary: silent },
    ],
    unknown: [
      { ...own(put), ...bucket(aws(ROLE), VPCE) },
      { ...own(allow('s3:*', VPCE)), ...bucket(aws(ROLE)) },
      { ...own(put), ...bucket(aws(SESSION)) },
    ],
  },
  unknown: {
    request: {
      ...PUT,
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
    },
    allowed: [
      { ...own(allow('kms:*')), resource: of(allow('kms:*', aws(ACCOUNT))) },
      { resource: of(allow('kms:*', aws(ROLE))) },
    ],
    denied: [
      { ...own(allow('kms:*')), resource: of(allow('kms:*', aws(OTHER))) },
      { resource: of(allow('kms:*', aws(ACCOUNT))) },
      { ...own(allow('kms:*'), deny('kms:*')), resource: 'unknown' },
    ],
    unknown: [own(allow('kms:*')), { resource: 'unknown' }],
  },
};

const ELEMENTS: Record<UnknownElement | 'NotAction', Branch> = {
  Statement: {
    allowed: [own(put)],
    denied: [own(allow('s3:GetObject'))],
    unknown: [own(allow(['s3:*', 1 as never]))],
  },
  Principal: {
    allowed: [bucket(aws(ROLE))],
    denied: [bucket({})],
    unknown: [bucket(aws(SESSION))],
  },
  NotPrincipal: {
    allowed: [
      bucket({ NotPrincipal: { AWS: OTHER } }),
      { ...own(put), resource: of(deny('*', { NotPrincipal: '*' })) },
    ],
    denied: [
      bucket({ NotPrincipal: '*' }),
      {
        ...own(put),
        resource: of(deny('*', { NotPrincipal: { AWS: OTHER } })),
      },
    ],
    unknown: [
      bucket({ NotPrincipal: { AWS: ROLE } }),
      { ...own(put), resource: of(deny('*', { NotPrincipal: { AWS: ROLE } })) },
    ],
  },
  NotAction: {
    allowed: [
      own(allow('', { NotAction: 'iam:*' })),
      own(put, deny('', { NotAction: 's3:*' })),
    ],
    denied: [
      own(allow('', { NotAction: 's3:Put*' })),
      own(put, deny('', { NotAction: 's3:Get*' })),
    ],
    unknown: [
      own(allow('', { NotAction: 'iam:*', ...VPCE })),
      own(put, deny('', { NotAction: 'iam:*', ...VPCE })),
    ],
  },
  Resource: {
    allowed: [own(allow('*', { Resource: PUT.resource }))],
    denied: [
      own(allow('*', { Resource: 'arn:aws:s3:::other/*' })),
      own(put, deny('*', { Resource: 'arn:aws:s3:::logs/*' })),
    ],
    unknown: [
      own(allow('*', { Resource: VARIABLE })),
      own(put, deny('*', { Resource: VARIABLE })),
    ],
  },
  NotResource: {
    allowed: [
      own(allow('*', { NotResource: 'arn:aws:s3:::other/*' })),
      own(put, deny('*', { NotResource: 'arn:aws:s3:::logs/*' })),
    ],
    denied: [
      own(allow('*', { NotResource: 'arn:aws:s3:::logs/*' })),
      own(put, deny('*', { NotResource: 'arn:aws:s3:::other/*' })),
    ],
    unknown: [
      own(allow('*', { NotResource: VARIABLE })),
      own(put, deny('*', { NotResource: VARIABLE })),
    ],
  },
  Condition: {
    request: { ...PUT, context: OPEN_KEY },
    allowed: [own(allow('*', { Condition: { StringEquals: OPEN_KEY } }))],
    denied: [
      own(allow('*', { Condition: { StringNotEquals: OPEN_KEY } })),
      own(put, deny('*', { Condition: { StringEquals: OPEN_KEY } })),
    ],
    unknown: [own(allow('*', VPCE)), own(put, deny('*', VPCE))],
  },
};

describe.each<[string, Record<string, Branch>]>([
  ['a kind of policy', SOURCES],
  ['the principals of a resource’s policy', GRANTEES],
  ['the knowledge of a resource’s policy', RESOURCE_KINDS],
  ['an element', ELEMENTS],
])('%s', (_, branches) => {
  it.each(
    Object.entries(branches).flatMap(([name, { request = PUT, ...cases }]) =>
      (['allowed', 'denied', 'unknown'] as const).flatMap(outcome =>
        cases[outcome].map(
          (policies, place) =>
            [name, outcome, place + 1, request, policies] as const,
        ),
      ),
    ),
  )('%s, %s: case %i', (_name, outcome, _place, request, policies) => {
    expect(decided(request, policies)).toBe(outcome);
  });
});
