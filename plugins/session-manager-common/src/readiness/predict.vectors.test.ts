import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PolicyDocument } from '../policy/PolicyDocument';
import { SessionFacts } from './facts';
import { predict } from './predict';
import { parsePreferences } from './preferences';
import { Verdict } from './Readiness';

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
    key?: { policy?: PolicyDocument | null };
    bucketKey?: { policy?: PolicyDocument | null };
  };
  expect: {
    online: Expected;
    starts: Expected;
    logged: { s3: Expected; cloudwatch: Expected };
    problems: object[];
  };
}

const file =
  process.env.SESSION_START_VECTORS ??
  path.join(__dirname, 'vectors', 'session-start.json');
const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
const vectors: Vector[] = Array.isArray(parsed)
  ? parsed
  : (parsed as { vectors: Vector[] }).vectors;

function factsOf({ region, resources }: Vector): SessionFacts {
  const { logGroup, bucket, key, bucketKey } = resources;
  return {
    region,
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
    bucketKeyPolicy: { known: bucketKey?.policy ?? undefined },
  };
}

const VERDICTS: Record<Verdict, Expected> = {
  yes: true,
  no: false,
  unknown: 'unknown',
};

const told = (verdict: Verdict | null) => verdict && VERDICTS[verdict];

describe(`${vectors.length} sessions are told as they come`, () => {
  it.each(vectors.map(vector => [vector.name, vector] as const))(
    '%s',
    (_, vector) => {
      const readiness = predict({
        role: {
          arn: vector.roleArn,
          policies: vector.policies,
          boundary: vector.permissionsBoundary ?? undefined,
        },
        preferences: parsePreferences(vector.preferences),
        facts: factsOf(vector),
      });
      expect({
        online: told(readiness.online),
        starts: told(readiness.starts),
        logged: {
          s3: told(readiness.logged.s3),
          cloudwatch: told(readiness.logged.cloudWatchLogs),
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
      }).toEqual(vector.expect);
    },
  );
});
