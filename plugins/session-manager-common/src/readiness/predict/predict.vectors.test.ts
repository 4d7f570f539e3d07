import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PolicyDocument } from '../../policy/PolicyDocument';
import { trusting } from '../__testUtils__/sessions';
import { SessionFacts } from '../model/facts';
import { predict } from './predict';
import { parsePreferences, SessionType } from '../model/preferences';
import { Verdict } from '../../ternary/ternary';

type Expected = boolean | 'unknown' | null;

interface Vector {
  name: string;
  preferences: Record<string, unknown>;
  region: string;
  roleArn: string;
  policies: PolicyDocument[];
  permissionsBoundary?: PolicyDocument | null;
  resources: {
    logGroup?: { exists: boolean; kmsKeyId: string | null };
    bucket?: {
      exists: boolean;
      region: string;
      sse: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | null;
      kmsKeyArn: string | null;
      ownerAccountId: string;
      policy: PolicyDocument | null;
    };
    key?: KeyFacts;
    bucketKey?: KeyFacts;
  };
  /**
   * Set only if it is not a shell session on EC2 without Default Host
   * Management.
   */
  sessionType?: SessionType;
  target?: 'ec2' | 'hybrid';
  defaultHostManagement?: { roleArn: string; policies: PolicyDocument[] };
  expect: {
    online: Expected;
    starts: Expected;
    logged: { s3: Expected; cloudwatch: Expected };
    problems: object[];
  };
}

interface KeyFacts {
  arn?: string;
  policy?: PolicyDocument | null;
}

/**
 * The trust policy and instance profile of roles, unless a vector overrides
 * them.
 */
const FOR_NODES = {
  ...trusting('ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'ssm.amazonaws.com'),
  instanceProfileArns: ['arn:aws:iam::111122223333:instance-profile/node'],
};

const here = (name: string) => path.join(__dirname, 'vectors', name);

function read(file: string): Vector[] {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(parsed)
    ? parsed
    : (parsed as { vectors: Vector[] }).vectors;
}

function factsOf(vector: Vector): SessionFacts {
  const {
    region,
    target,
    resources,
    defaultHostManagement: hostManagementRole,
  } = vector;
  const { logGroup, bucket, key, bucketKey } = resources;
  return {
    region,
    target: target ?? 'ec2',
    defaultHostManagement: hostManagementRole && {
      known: {
        ...FOR_NODES,
        arn: hostManagementRole.roleArn,
        policies: hostManagementRole.policies,
      },
    },
    logGroup: logGroup && {
      known: {
        exists: logGroup.exists,
        kmsKeyArn: logGroup.kmsKeyId ?? undefined,
      },
    },
    bucket: bucket && {
      known: {
        exists: bucket.exists,
        region: bucket.region,
        ownerAccountId: bucket.ownerAccountId,
        encryption: bucket.sse ?? undefined,
        kmsKeyArn: bucket.kmsKeyArn ?? undefined,
        policy: bucket.policy ?? undefined,
      },
    },
    sessionKeyPolicy: { known: key?.policy ?? undefined },
    sessionKeyArn: key?.arn ? { known: key.arn } : undefined,
    bucketKeyPolicy: { known: bucketKey?.policy ?? undefined },
    bucketKeyArn: bucketKey?.arn ? { known: bucketKey.arn } : undefined,
  };
}

const VERDICTS: Record<Verdict, Expected> = {
  yes: true,
  no: false,
  unknown: 'unknown',
};

const expected = (verdict: Verdict | null) => verdict && VERDICTS[verdict];

function predicted(vector: Vector) {
  const readiness = predict({
    role: {
      ...FOR_NODES,
      arn: vector.roleArn,
      policies: vector.policies,
      boundary: vector.permissionsBoundary ?? undefined,
    },
    preferences: parsePreferences(vector.preferences),
    facts: factsOf(vector),
    sessionType: vector.sessionType,
  });
  return {
    online: expected(readiness.online),
    starts: expected(readiness.starts),
    logged: {
      s3: expected(readiness.logged.s3),
      cloudwatch: expected(readiness.logged.cloudWatchLogs),
    },
    problems: readiness.problems.map(
      ({ code, action, resource, stage, agentMessage, severity }) => ({
        code,
        action: action ?? null,
        resource: resource ?? null,
        stage,
        agentMessage: agentMessage ?? null,
        severity,
      }),
    ),
  };
}

/** The given vectors, and additional ones for rules that they do not cover. */
const root = path.resolve(__dirname, '../../../..');
const { SESSION_START_VECTORS: given } = process.env;
const FILES = [
  given ? path.resolve(root, given) : here('session-start.json'),
  here('more.json'),
];

describe.each(FILES)('%s', file => {
  const vectors = read(file);
  it.each(vectors.map(vector => [vector.name, vector] as const))(
    '%s',
    (_, vector) => {
      expect(predicted(vector)).toEqual(vector.expect);
    },
  );
});
