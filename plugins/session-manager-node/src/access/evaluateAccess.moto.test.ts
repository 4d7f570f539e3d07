import { spawnSync } from 'node:child_process';
import {
  AccessRequest,
  evaluateAccess,
  PolicyDocument,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import fc from 'fast-check';
import { installPackages, MOTO } from 'local-aws';

const CASES = 10_000;

/**
 * Evaluates many cases with moto's own access control. It combines the policies
 * of a role as `check_action_permitted` in moto/iam/access_control.py does: any
 * denial denies, otherwise any permission permits.
 */
const EVALUATE = `
import json, sys
from moto.iam.access_control import IAMPolicy, PermissionResult
def outcome(case):
    results = [
        IAMPolicy({"policy_document": json.dumps(policy)}).is_action_permitted(
            case["action"], case["resource"]
        )
        for policy in case["policies"]
    ]
    if PermissionResult.DENIED in results:
        return "denied"
    return "allowed" if PermissionResult.PERMITTED in results else "denied"
json.dump([outcome(case) for case in json.load(sys.stdin)], sys.stdout)
`;

interface Case {
  action: string;
  resource: string;
  policies: PolicyDocument[];
}

/*
 * Only what moto decides as AWS does is compared. moto 5.2 compares actions
 * case-sensitively, interprets "?" as a regular expression, lets a statement
 * without Resource permit regardless of its effect, does not support
 * NotResource, variables or any principal but everyone, and denies if a
 * condition is not met.
 */
const ACTIONS = [
  's3:PutObject',
  's3:PutObjectAcl',
  's3:GetEncryptionConfiguration',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'logs:PutLogEvents',
  'ssmmessages:OpenDataChannel',
];
const ACTION_PATTERNS = [
  ...ACTIONS,
  '*',
  's3:*',
  's3:Put*',
  '*Object',
  'kms:*',
  '*:*Data*',
  'ssm*:*',
  'ssm:*',
];
const RESOURCES = [
  'arn:aws:s3:::corp-logs',
  'arn:aws:s3:::corp-logs/web/1.log',
  'arn:aws:s3:::corp-logs/db/1.log',
  'arn:aws:kms:us-east-1:111122223333:key/1',
  'arn:aws:logs:us-east-1:111122223333:log-group:/ssm/sessions:log-stream:1',
  'arn:aws:ssmmessages:us-east-1:111122223333:*',
];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  '*',
  'arn:aws:s3:::corp-logs/*',
  'arn:aws:s3:::*/*.log',
  'arn:aws:s3:::*-logs',
  'arn:aws:kms:*:111122223333:key/*',
  'arn:aws:kms:eu-*:*:key/*',
  'arn:aws:logs:*:*:log-group:/ssm/*:*',
  'arn:*',
];

const someOf = (values: string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 }),
  );

const statement = fc
  .record({
    Effect: fc.constantFrom<PolicyStatement['Effect']>(
      'Allow',
      'Allow',
      'Deny',
    ),
    actions: someOf(ACTION_PATTERNS),
    notAction: fc.integer({ min: 0, max: 3 }),
    Resource: someOf(RESOURCE_PATTERNS),
  })
  .map(({ Effect, actions, notAction, Resource }): PolicyStatement => ({
    Effect,
    [notAction === 0 ? 'NotAction' : 'Action']: actions,
    Resource,
  }));

const policy = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
});

const cases: fc.Arbitrary<Case> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
});

const LEFT_TO_ACCOUNT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: '111122223333' },
    Action: '*',
    Resource: '*',
  },
};

function ours({ action, resource, policies }: Case) {
  const request: AccessRequest = {
    action,
    resource,
    principalArn: 'arn:aws:iam::111122223333:role/web',
  };
  return evaluateAccess(request, {
    identity: policies,
    // moto does not support key policies; this one delegates to the account.
    ...(action.startsWith('kms:') ? { resource: LEFT_TO_ACCOUNT } : {}),
  }).outcome;
}

it(`decides ${CASES} random cases as moto does`, async () => {
  const python = await installPackages(MOTO, {});
  const asked = fc.sample(cases, CASES);
  const { stdout, stderr, status } = spawnSync(python, ['-c', EVALUATE], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const theirs: string[] = JSON.parse(stdout);

  const differing = asked
    .map((one, index) => ({ ...one, ours: ours(one), moto: theirs[index] }))
    .filter(one => one.ours !== one.moto);
  expect(differing.slice(0, 3)).toEqual([]);

  const allowed = theirs.filter(outcome => outcome === 'allowed').length;
  expect(theirs).toHaveLength(CASES);
  expect(allowed).toBeGreaterThan(CASES / 10);
  expect(allowed).toBeLessThan((CASES * 9) / 10);
}, 300_000);
