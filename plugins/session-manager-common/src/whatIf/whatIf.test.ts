import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  allow,
  BUCKET,
  BUCKET_KEY,
  CORE,
  EVERYTHING,
  FACTS,
  FOR_NODES,
  KEY,
  LOGS,
  policy,
  ROLE,
  trusting,
} from '../readiness/__testUtils__/sessions';
import { SessionFacts } from '../readiness/model/facts';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import { SessionRole } from '../readiness/model/sessionRole';
import {
  BOUNDARY,
  CORE_POLICY,
  environmentOf,
  here,
  storedRole,
} from './__testUtils__/storedRoles';
import { WhatIfChange, WhatIfResources } from './WhatIfChange';
import { WhatIfItem, whatIf, WhatIfRole } from './whatIf';
import { isUnsafe, WHAT_IF_VERDICTS, WhatIfVerdict } from './verdicts';

const OTHER_KEY = KEY.replace('session', 'other');
const WHOLE_ROLE: SessionRole = {
  ...FOR_NODES,
  arn: ROLE,
  policies: [
    policy(CORE, LOGS, ...BUCKET),
    policy(allow('kms:Decrypt', KEY), allow('kms:GenerateDataKey', BUCKET_KEY)),
  ],
};
const NO_KEY = policy({
  ...allow('kms:*', '*'),
  Principal: { AWS: 'arn:aws:iam::111122223333:role/other' },
});

const environment = (
  facts: Partial<SessionFacts> = {},
  preferences: object = EVERYTHING,
) => environmentOf({ ...preferences }, { target: 'ec2', ...FACTS, ...facts });

/** What a change does to a role; undefined if nothing. */
function effect(
  change: Omit<WhatIfChange, 'accountId' | 'region'>,
  role: WhatIfRole = storedRole(WHOLE_ROLE, environment()),
  resources?: WhatIfResources,
): WhatIfItem | undefined {
  const { items } = whatIf({ ...here, ...change }, [role], resources);
  return items[0];
}

describe('a change of the preferences', () => {
  it('breaks a role whose log group is not encrypted', () => {
    expect(
      effect({ preferences: { cloudWatchEncryptionEnabled: true } }),
    ).toMatchObject({
      verdict: 'breaks',
      before: 'ready',
      after: 'sessions-fail',
      appeared: [
        {
          code: 'cw-group-not-encrypted',
          region: 'us-east-1',
          severity: 'error',
          agentMessage: expect.stringMatching(/encrypt/),
        },
      ],
      gone: [],
    });
  });

  it('does nothing if nothing in it differs', () => {
    expect(effect({ preferences: { ...EVERYTHING } })).toBeUndefined();
  });

  it('does nothing in another region', () => {
    const { total, items } = whatIf(
      {
        accountId: here.accountId,
        region: 'eu-west-1',
        preferences: { kmsKeyId: OTHER_KEY },
      },
      [storedRole(WHOLE_ROLE, environment())],
    );
    expect({ total, items }).toEqual({ total: 1, items: [] });
  });

  it('turns logs off without a loss, and on with one', () => {
    const off = environment({}, { ...EVERYTHING, s3BucketName: '' });
    const loggable = storedRole(
      { ...WHOLE_ROLE, policies: [policy(CORE, LOGS, allow('kms:Decrypt'))] },
      off,
    );
    expect(effect({ preferences: { s3BucketName: null } })).toBeUndefined();
    expect(
      effect({ preferences: { s3BucketName: 'corp-logs' } }, loggable, {
        buckets: { 'corp-logs': FACTS.bucket! },
        keys: {
          [BUCKET_KEY]: {
            arn: { known: BUCKET_KEY },
            policy: { known: undefined },
          },
        },
      }),
    ).toMatchObject({ verdict: 'breaks', after: 'sessions-fail' });
  });

  it('to a bucket that was not read is unsafe', () => {
    expect(effect({ preferences: { s3BucketName: 'new-logs' } })).toMatchObject(
      { verdict: 'maybe-breaks' },
    );
    const anyBucket = storedRole(
      {
        ...WHOLE_ROLE,
        policies: [policy(CORE, LOGS, allow(['s3:*', 'kms:*']))],
      },
      environment(),
    );
    expect(
      effect({ preferences: { s3BucketName: 'new-logs' } }, anyBucket),
    ).toMatchObject({
      verdict: 'maybe-breaks',
      after: 'unknown',
      appeared: [
        {
          code: 's3-encryption-check-denied',
          severity: 'unknown',
        },
        { code: 's3-put-denied', severity: 'unknown' },
      ],
    });
  });

  it('makes inputs readable that the agent could not read', () => {
    const role = storedRole(
      WHOLE_ROLE,
      environment({}, { ...EVERYTHING, runAsEnabled: 'on' }),
    );
    expect(
      effect({ preferences: { runAsEnabled: false } }, role),
    ).toMatchObject({
      verdict: 'mended',
      before: 'sessions-fail',
      after: 'ready',
      gone: ['preferences-unreadable'],
    });
  });

  it('is unknown if it depends on a bucket policy that was not read', () => {
    const known = 'known' in FACTS.bucket! ? FACTS.bucket.known : undefined;
    const refused = { reason: 'Refused.', remedy: 'Allow it.' };
    const role = storedRole(
      { ...WHOLE_ROLE, policies: [policy(CORE, LOGS, allow('kms:*'))] },
      environment(
        { bucket: { known: { ...known!, unknown: { policy: refused } } } },
        { ...EVERYTHING, s3EncryptionEnabled: false },
      ),
    );
    // The policy may allow one prefix, and not the other.
    expect(
      effect({ preferences: { s3KeyPrefix: 'other' } }, role),
    ).toMatchObject({
      verdict: 'unknown',
      before: 'unknown',
      after: 'unknown',
    });
    // It has nothing to do with the log group.
    expect(
      effect({ preferences: { cloudWatchStreamingEnabled: false } }, role),
    ).toBeUndefined();
  });

  it('is unknown while they cannot be read', () => {
    const unread: SessionEnvironment = {
      preferences: {
        document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
        status: 'unknown',
        fault: {
          kind: 'refused',
          code: 'AccessDenied',
          message: 'Refused.',
          hint: 'Allow it.',
        },
      },
      facts: { region: 'us-east-1', target: 'ec2' },
    };
    const role = storedRole(WHOLE_ROLE, unread);
    const parts: Array<Omit<WhatIfChange, 'accountId' | 'region'>> = [
      { preferences: { kmsKeyId: '' } },
      { bucket: { policy: null } },
      { keys: { [KEY]: { policy: NO_KEY } } },
      { logGroup: { exists: false } },
    ];
    for (const change of parts) {
      expect(effect(change, role)?.verdict).toBe('unknown');
    }
    expect(effect({}, role)).toBeUndefined();
  });
});

describe('a change of the bucket', () => {
  it.each<[string, Partial<WhatIfChange>, WhatIfVerdict | undefined]>([
    ['the same encryption', { bucket: { encryption: 'aws:kms' } }, undefined],
    [
      'dual-layer encryption',
      { bucket: { encryption: 'aws:kms:dsse' } },
      'breaks',
    ],
    ['no encryption', { bucket: { encryption: null } }, 'breaks'],
    ['AES256', { bucket: { encryption: 'AES256' } }, undefined],
    [
      'a key that was not read',
      { bucket: { kmsKeyArn: OTHER_KEY } },
      'maybe-breaks',
    ],
    [
      'a policy that denies',
      {
        bucket: {
          policy: policy({ ...allow('s3:*'), Effect: 'Deny', Principal: '*' }),
        },
      },
      'breaks',
    ],
    ['no policy', { bucket: { policy: null } }, undefined],
    ['its end', { bucket: { exists: false } }, 'breaks'],
    ['another one', { bucket: { name: 'others', exists: false } }, undefined],
    ['another owner', { bucket: { ownerAccountId: '444455556666' } }, 'breaks'],
  ])('to %s: %j is %s', (_, change, verdict) => {
    expect(effect(change)?.verdict).toBe(verdict);
  });

  it('concerns other accounts and regions that use it by name', () => {
    const elsewhere = {
      accountId: '444455556666',
      region: 'eu-west-1',
      bucket: { name: 'corp-logs', exists: false },
    };
    const roles = [storedRole(WHOLE_ROLE, environment())];
    expect(whatIf(elsewhere, roles).verdicts).toEqual({ breaks: 1 });
  });

  it('is unknown if the bucket is in a parameter, or was not read', () => {
    const inParameter = environment(
      {},
      { ...EVERYTHING, s3BucketName: '{{ssm:bucket}}' },
    );
    const notRead = environment({
      bucket: { unknown: { reason: 'Refused.', remedy: 'Allow it.' } },
    });
    const role = {
      ...WHOLE_ROLE,
      policies: [...WHOLE_ROLE.policies, policy(allow('ssm:GetParameters'))],
    };
    for (const unread of [inParameter, notRead]) {
      expect(
        effect({ bucket: { policy: NO_KEY } }, storedRole(role, unread)),
      ).toMatchObject({ verdict: 'unknown', before: 'unknown' });
    }
  });
});

describe('a change of keys', () => {
  it('breaks roles of the key only', () => {
    expect(effect({ keys: { [KEY]: { policy: NO_KEY } } })).toMatchObject({
      verdict: 'breaks',
      after: 'sessions-fail',
      appeared: [{ code: 'session-key-decrypt-denied' }],
    });
    expect(
      effect({ keys: { [BUCKET_KEY]: { policy: NO_KEY } } }),
    ).toMatchObject({
      verdict: 'breaks',
      after: 'logs-lost',
      appeared: [{ code: 's3-key-generate-denied' }],
    });
    expect(effect({ keys: { [OTHER_KEY]: { policy: NO_KEY } } })).toBe(
      undefined,
    );
  });

  it('does not make a key known that could not be read', () => {
    const role = storedRole(
      WHOLE_ROLE,
      environment({
        sessionKeyPolicy: {
          unknown: { reason: 'Disabled.', remedy: 'Enable.' },
        },
      }),
    );
    const open = policy({ ...allow('kms:*'), Principal: '*' });
    expect(effect({ keys: { [KEY]: { policy: open } } }, role)?.verdict).toBe(
      'unknown',
    );
    // The session key alone is unknown.
    expect(effect({ keys: { [BUCKET_KEY]: { policy: open } } }, role)).toBe(
      undefined,
    );
  });
});

describe('a change of the log group', () => {
  it.each<[WhatIfChange['logGroup'], string | undefined]>([
    [{ exists: true }, undefined],
    [{ kmsKeyArn: KEY }, undefined],
    [{ exists: false }, 'logs-lost'],
  ])('to %j leaves the role %s', (logGroup, after) => {
    expect(effect({ logGroup })?.after).toBe(after);
  });

  it('breaks sessions if its key is removed and required', () => {
    const role = storedRole(
      WHOLE_ROLE,
      environment(
        { logGroup: { known: { exists: true, kmsKeyArn: KEY } } },
        { ...EVERYTHING, cloudWatchEncryptionEnabled: true },
      ),
    );
    // What is not mentioned stays.
    expect(effect({ logGroup: { exists: true } }, role)).toBeUndefined();
    expect(effect({ logGroup: { kmsKeyArn: null } }, role)).toMatchObject({
      verdict: 'breaks',
      appeared: [{ code: 'cw-group-not-encrypted' }],
    });
  });
});

describe('a change of roles', () => {
  const withCore = storedRole(
    { ...WHOLE_ROLE, policies: WHOLE_ROLE.policies.slice(1) },
    environment(),
    { [CORE_POLICY]: policy(CORE, LOGS, ...BUCKET) },
  );

  it('detaches a policy from the roles that have it', () => {
    expect(effect({ detach: [CORE_POLICY] }, withCore)).toMatchObject({
      verdict: 'breaks',
      after: 'sessions-fail',
    });
    expect(effect({ detach: [CORE_POLICY] })).toBeUndefined();
  });

  it('attaches a policy in its place', () => {
    const change = { detach: [CORE_POLICY], attach: [policy(CORE, LOGS)] };
    expect(effect(change, withCore)).toMatchObject({
      after: 'sessions-fail',
      appeared: [
        { code: 's3-encryption-check-denied' },
        { code: 's3-put-denied' },
      ],
    });
    expect(effect(change)).toBeUndefined();
  });

  it('replaces a policy by the documented one', () => {
    expect(effect({ replace: [CORE_POLICY] }, withCore)).toBeUndefined();
    const narrow = storedRole({ ...WHOLE_ROLE, policies: [] }, environment(), {
      [CORE_POLICY]: policy(CORE),
    });
    expect(effect({ replace: [CORE_POLICY] }, narrow)).toMatchObject({
      verdict: 'mended',
      before: 'sessions-fail',
      after: 'ready',
    });
  });

  it('cannot replace a policy while the preferences do not say what is needed', () => {
    const role = storedRole(
      { ...WHOLE_ROLE, policies: [] },
      environment({}, { ...EVERYTHING, kmsKeyId: '{{ssm:key}}' }),
      { [CORE_POLICY]: policy(CORE) },
    );
    expect(effect({ replace: [CORE_POLICY] }, role)).toMatchObject({
      verdict: 'maybe-breaks',
      after: 'unknown',
    });
  });

  it('changes the boundary of the roles that have it', () => {
    const bounded = storedRole(
      { ...WHOLE_ROLE, boundary: policy(allow('*')) },
      environment(),
    );
    const boundaries = { [BOUNDARY]: policy(CORE, LOGS, ...BUCKET) };
    expect(effect({ boundaries }, bounded)).toMatchObject({
      verdict: 'breaks',
      appeared: [
        { code: 'session-key-decrypt-denied', refusedBy: ['boundary'] },
        {},
      ],
    });
    expect(effect({ boundaries })).toBeUndefined();
    expect(
      effect({ boundaries: { [BOUNDARY]: policy(allow('*')) } }, bounded),
    ).toBeUndefined();
  });

  it('makes known what a boundary that was not read allows', () => {
    const bounded = storedRole(
      { ...WHOLE_ROLE, boundary: 'unknown' },
      environment(),
    );
    expect(
      effect({ boundaries: { [BOUNDARY]: policy(allow('*')) } }, bounded),
    ).toMatchObject({
      verdict: 'maybe-mended',
      before: 'unknown',
      after: 'ready',
    });
  });

  it('knows the tags of instances on which the policies depended before', () => {
    const tagged: WhatIfRole = {
      ...storedRole(
        {
          ...WHOLE_ROLE,
          policies: [
            policy(
              allow('ssmmessages:*'),
              allow('ssm:UpdateInstanceInformation', '*', {
                Condition: {
                  StringEquals: { 'ssm:resourceTag/stage': 'test' },
                },
              }),
            ),
          ],
        },
        environment({}, {}),
        { [CORE_POLICY]: policy(allow('s3:*')) },
      ),
      taggedInstances: {
        'us-east-1': [{ instanceId: 'i-1', tags: { stage: 'test' } }],
      },
    };
    expect(effect({ detach: [CORE_POLICY] }, tagged)).toBeUndefined();
    const byTeam = policy({
      ...allow('ssm:UpdateInstanceInformation'),
      Effect: 'Deny',
      Condition: { StringEquals: { 'ssm:resourceTag/team': 'web' } },
    });
    expect(effect({ attach: [byTeam] }, tagged)).toMatchObject({
      verdict: 'maybe-breaks',
      before: 'ready',
      after: 'unknown',
    });
  });

  it('does not touch roles of other accounts', () => {
    const { items } = whatIf(
      { accountId: '444455556666', region: 'us-east-1', detach: [CORE_POLICY] },
      [withCore],
    );
    expect(items).toEqual([]);
  });

  it('does not know the role of Default Host Management', () => {
    const hosted = environment({
      defaultHostManagement: {
        known: { ...WHOLE_ROLE, ...trusting('ssm.amazonaws.com') },
      },
    });
    const role = storedRole({ ...WHOLE_ROLE, policies: [] }, hosted, {
      [CORE_POLICY]: policy(allow('s3:PutObject')),
    });
    expect(effect({ detach: [CORE_POLICY] }, role)).toMatchObject({
      verdict: 'maybe-breaks',
      after: 'unknown',
    });
  });
});

interface Case {
  name: string;
  predict: {
    role: SessionRole;
    preferences: Record<string, unknown>;
    facts: SessionFacts;
  };
}

const { cases } = JSON.parse(
  readFileSync(
    path.join(__dirname, '../readiness/predict/vectors/reported.json'),
    'utf8',
  ),
) as { cases: Case[] };

function reported(name: string): WhatIfRole {
  const { role, preferences, facts } = cases.find(
    one => one.name === name,
  )!.predict;
  return storedRole(
    { ...trusting('ec2.amazonaws.com'), ...role },
    environmentOf({ ...preferences }, facts),
  );
}

describe('roles that were reported', () => {
  const ALIAS = 'alias/session-manager/data';
  const of = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`;
  const itsKey = of('11111111-2222-3333-4444-555555555555');
  const otherKey = of('99999999-2222-3333-4444-555555555555');

  it('break when an alias moves that their policies name', () => {
    expect(
      effect(
        { aliases: { [ALIAS]: otherKey } },
        reported('kms:Decrypt with a condition on an alias of the key'),
      ),
    ).toMatchObject({
      verdict: 'breaks',
      before: 'ready',
      after: 'sessions-fail',
      appeared: [{ code: 'session-key-decrypt-denied', resource: itsKey }],
    });
  });

  it('are mended when it moves to their key', () => {
    expect(
      effect(
        { aliases: { [ALIAS]: itsKey } },
        reported('kms:Decrypt with a condition on an alias of another key'),
      ),
    ).toMatchObject({ verdict: 'mended', after: 'ready' });
  });

  it('may break when it moves and the aliases were not read', () => {
    expect(
      effect(
        { aliases: { [ALIAS]: otherKey } },
        reported('kms:Decrypt with a condition on an alias, aliases not read'),
      ),
    ).toMatchObject({
      verdict: 'unknown',
      before: 'unknown',
      after: 'unknown',
    });
  });

  it('are mended when the log group gets the name in the policy', () => {
    expect(
      effect(
        {
          preferences: {
            cloudWatchLogGroupName: 'aws-accelerator-sessionmanager-logs',
          },
        },
        reported('a log group whose name in the policy has another case'),
        {
          logGroups: {
            'aws-accelerator-sessionmanager-logs': {
              known: { exists: true, kmsKeyArn: itsKey },
            },
          },
        },
      ),
    ).toMatchObject({ verdict: 'mended', before: 'logs-lost', after: 'ready' });
  });

  it('of the Terraform module break when the key is tightened', () => {
    const role = reported(
      'the Terraform module: one customer key for sessions, bucket and log group',
    );
    expect(
      effect({ keys: { [itsKey]: { policy: NO_KEY } } }, role),
    ).toMatchObject({
      verdict: 'breaks',
      after: 'sessions-fail',
    });
  });

  it('stay as they are if they are not for nodes', () => {
    expect(
      effect(
        { preferences: { kmsKeyId: itsKey } },
        reported('a task role for ECS Exec'),
      ),
    ).toBeUndefined();
  });
});

it('counts the states before and after, and the verdicts', () => {
  const change = { ...here, keys: { [KEY]: { policy: NO_KEY } } };
  const broken = storedRole({ ...WHOLE_ROLE, policies: [] }, environment());
  expect(
    whatIf(change, [storedRole(WHOLE_ROLE, environment()), broken]),
  ).toMatchObject({
    total: 2,
    before: { ready: 1, 'sessions-fail': 1 },
    after: { 'sessions-fail': 2 },
    verdicts: { breaks: 1 },
  });
});

it('counts what could not be computed as unsafe', () => {
  const verdicts = Object.keys(WHAT_IF_VERDICTS) as WhatIfVerdict[];
  expect(verdicts.filter(isUnsafe)).toEqual([
    'breaks',
    'maybe-breaks',
    'unknown',
  ]);
});
