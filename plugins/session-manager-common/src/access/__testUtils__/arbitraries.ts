import fc from 'fast-check';
import {
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../../policy/PolicyDocument';
import { AccessRequest } from '../AccessRequest';
import { AccessPolicies } from '../evaluateAccess';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;

/** A key that every request has, and one that is always unknown. */
export const KNOWN_KEYS = ['aws:RequestedRegion', 'aws:PrincipalAccount'];
export const UNKNOWN_KEYS = ['aws:SourceVpce', 'aws:PrincipalTag/team'];
/** The values to compare with keys, some of which they can have. */
export const KEY_VALUES = ['us-east-1', 'eu-west-1', ACCOUNT, 'vpce-1', 'web'];

const ACTIONS = ['s3:PutObject', 's3:GetObject', 'kms:Decrypt'];
const ACTION_PATTERNS = [...ACTIONS, 's3:*', '*', 's3:Put?bject', 'kms:D*'];
const RESOURCES = [
  'arn:aws:s3:::logs/web/1',
  'arn:aws:s3:::logs/db/1',
  `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  '*',
  'arn:aws:s3:::logs/*',
  'arn:aws:s3:::logs/??/1',
  'arn:aws:kms:*:*:key/*',
];
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLikeIfExists',
  'StringNotLike',
  'ForAnyValue:StringEquals',
  'ForAllValues:StringLike',
];

const someOf = (values: string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );

const condition = (keys: string[]) =>
  fc.dictionary(
    fc.constantFrom(...OPERATORS),
    fc.dictionary(
      fc.constantFrom(...keys),
      someOf([...KEY_VALUES, '*', 'w*']),
      {
        minKeys: 1,
        maxKeys: 2,
      },
    ),
    { minKeys: 1, maxKeys: 2 },
  );

interface Shape {
  /** The keys of conditions; empty for no conditions. */
  keys: string[];
  /** Whether resource policies have principals that require further facts. */
  openPrincipals: boolean;
}

const KNOWN_PRINCIPALS: PolicyPrincipal[] = [
  { AWS: ROLE },
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: [`arn:aws:iam::${ACCOUNT}:role/db`, ROLE] },
  { AWS: '444455556666' },
  { Service: 'ec2.amazonaws.com' },
];
const OPEN_PRINCIPALS: PolicyPrincipal[] = [
  '*',
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-1` },
];

export const statement = (shape: Shape, isResource = false) =>
  fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
      actions: someOf(ACTION_PATTERNS),
      resources: someOf(RESOURCE_PATTERNS),
      notAction: fc.integer({ min: 0, max: 4 }),
      notResource: fc.integer({ min: 0, max: 4 }),
      principal: fc.constantFrom(
        ...KNOWN_PRINCIPALS,
        ...(shape.openPrincipals ? OPEN_PRINCIPALS : []),
      ),
      condition:
        shape.keys.length > 0
          ? fc.option(condition(shape.keys), { nil: undefined })
          : fc.constant(undefined),
    })
    .map((one): PolicyStatement => ({
      Effect: one.effect as PolicyStatement['Effect'],
      [one.notAction === 0 ? 'NotAction' : 'Action']: one.actions,
      [one.notResource === 0 ? 'NotResource' : 'Resource']: one.resources,
      ...(isResource ? { Principal: one.principal } : {}),
      ...(one.condition ? { Condition: one.condition } : {}),
    }));

const document = (shape: Shape, isResource = false) =>
  fc
    .array(statement(shape, isResource), { maxLength: 4 })
    .map((Statement): PolicyDocument => ({ Version: '2012-10-17', Statement }));

export const policies = (shape: Shape): fc.Arbitrary<AccessPolicies> =>
  fc.record(
    {
      identity: fc.array(document(shape), { maxLength: 3 }),
      boundary: document(shape),
      resource: document(shape, true),
    },
    { requiredKeys: ['identity'] },
  );

export const request: fc.Arbitrary<AccessRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  principalArn: fc.constant(ROLE),
  resourceAccountId: fc.constantFrom(ACCOUNT, ACCOUNT, '444455556666'),
  context: fc.record({
    'aws:RequestedRegion': fc.constantFrom('us-east-1', 'eu-west-1'),
  }),
});
