import fc from 'fast-check';
import { evaluateAccess } from '../access/evaluateAccess';
import { parseArn } from '../aws/arn';
import { documents } from '../documents/documents';
import { policySize } from '../policy/PolicyDocument';
import { targetOf } from '../plan/target';
import { resolveRoleSpec } from './resolveRoleSpec';
import { ResolvedRoleSpec, RoleSpec } from './roleSpec';
import { account, hostileSpecs, mutations } from './__testUtils__/hostileSpecs';

/**
 * Checks a property of all accepted specs, that there are enough of them, and
 * that others are rejected with a message.
 */
function ofAccepted(
  check: (spec: ResolvedRoleSpec, mutate: (text: string) => string) => void,
) {
  let accepted = 0;
  fc.assert(
    fc.property(hostileSpecs, mutations, (input, mutate) => {
      const spec = accept(input);
      if (spec) {
        accepted++;
        check(spec, mutate);
      }
    }),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(500);
}

function accept(input: unknown): ResolvedRoleSpec | undefined {
  try {
    return resolveRoleSpec(input, account);
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      return undefined;
    }
    throw error;
  }
}

describe('any input as a role spec', () => {
  it('appears literally in the documents, and nothing else does', () => {
    ofAccepted(spec => {
      const { literals, spec: blank } = placeholders(spec);
      const filledIn = mapTexts(documents(blank), text =>
        literals.reduce(
          (filled, [placeholder, literal]) =>
            filled.replaceAll(placeholder, literal),
          text,
        ),
      );
      expect(mapTexts(documents(spec), text => text)).toEqual(filledIn);
    });
  });

  it('contains nothing that IAM would interpret in the documents', () => {
    ofAccepted(spec => {
      for (const [, literal] of placeholders(spec).literals) {
        expect(literal).toMatch(/^[\x21-\x7e]+$/);
        expect(literal).not.toMatch(/[*?${}"\\<>%&;]/);
      }
    });
  });

  it('allows only its folder and its log group', () => {
    ofAccepted((spec, mutate) => {
      const { s3, cloudWatchLogs: logs } = spec;
      const allows = (action: string, resource: string) =>
        evaluateAccess(
          { action, resource, principalArn: targetOf(spec).role.arn },
          { identity: [documents(spec).permissions] },
        ).outcome === 'allowed';
      const puts = (bucket = s3?.bucket, prefix = s3?.prefix) =>
        allows('s3:PutObject', `arn:aws:s3:::${bucket}/${prefix}/log`);
      const streams = (group: string) =>
        allows(
          'logs:PutLogEvents',
          `arn:aws:logs:us-east-1:111122223333:log-group:${group}:log-stream:s`,
        );

      expect(puts()).toBe(s3 !== undefined);
      const bucket = mutate(s3?.bucket ?? 'b');
      expect(puts(bucket)).toBe(bucket === s3?.bucket);
      const prefix = mutate(s3?.prefix ?? 'p');
      expect(puts(s3?.bucket, prefix)).toBe(
        s3 !== undefined && (!s3.prefix || prefix === s3.prefix),
      );
      const group = logs?.logGroup ?? 'g';
      const anyGroup = !logs?.logGroup || spec.policyStyle === 'documented';
      expect(streams(group)).toBe(logs !== undefined);
      expect(streams(mutate(group))).toBe(
        logs !== undefined && (anyGroup || mutate(group) === group),
      );
    });
  });

  it('produces only names, ARNs and tags that IAM accepts', () => {
    ofAccepted(spec => {
      const { role, policy, instanceProfile, inlinePolicy } = targetOf(spec);
      const things = [role, policy, instanceProfile].filter(isPresent);
      for (const { name, arn, value } of things) {
        expect(name).toMatch(/^[\w+=,.@-]{1,128}$/);
        expect(value.path).toMatch(/^\/([\x21-\x7e]{0,510}\/)?$/);
        expect(parseArn(arn)).toMatchObject({
          partition: 'aws',
          service: 'iam',
          accountId: account.accountId,
          resource: expect.stringMatching(/^(role|policy|instance-profile)\//),
        });
        expectTags(value.tags);
      }
      const keys = Object.keys(role.value.tags).map(key => key.toLowerCase());
      expect(new Set(keys).size).toBe(keys.length);
      expect(role.name.length).toBeLessThanOrEqual(64);
      expect(policySize(documents(spec).permissions)).toBeLessThanOrEqual(
        inlinePolicy ? 10_240 : 6_144,
      );
    });
  });

  it('allows no other account, except the bucket’s owner for its key', () => {
    ofAccepted(spec => {
      const { s3, permissionsBoundaryArn: boundary } = spec;
      const arns = [boundary ?? '', ...texts(documents(spec))]
        .map(text => [text, parseArn(text)?.accountId] as const)
        .filter(([, accountId]) => accountId);
      for (const [arn, accountId] of arns) {
        const owners = arn === s3?.kmsKeyArn ? [s3.bucketOwner] : [];
        const aws = arn === boundary ? ['aws'] : [];
        expect([account.accountId, '*', ...owners, ...aws]).toContain(
          accountId,
        );
      }
    });
  });
});

/** The same spec with placeholders for its values in documents. */
function placeholders(spec: ResolvedRoleSpec) {
  const { s3, cloudWatchLogs: logs } = spec;
  const literals: Array<[placeholder: string, literal: string]> = [];
  const put = <T extends string | undefined>(
    literal: T,
    placeholder: string,
  ) => {
    if (literal === undefined) {
      return undefined;
    }
    literals.push([placeholder, literal]);
    return placeholder;
  };
  const key = parseArn(s3?.kmsKeyArn ?? '');
  const blank: RoleSpec & { partition: string } = {
    partition: spec.partition,
    accountId: spec.accountId,
    policyStyle: spec.policyStyle,
    target: spec.target,
    roleName: put(spec.roleName, '@role@') ?? '',
    path: put(spec.path, '@path@'),
    kmsKeyArn: put(spec.kmsKeyArn, 'arn:aws:kms:@region@:111122223333:key/own'),
    s3: s3 && {
      bucket: put(s3.bucket, '@bucket@') ?? '',
      prefix: put(s3.prefix, '@prefix@'),
      bucketOwner: s3.bucketOwner,
      kmsKeyArn: put(
        s3.kmsKeyArn,
        `arn:aws:kms:@bucket-region@:${key?.accountId}:key/bucket`,
      ),
    },
    cloudWatchLogs: logs && { logGroup: put(logs.logGroup, '@log-group@') },
  };
  put(key?.region, '@bucket-region@');
  return { literals, spec: blank };
}

/** Maps every text of a document except Sids, which are a hash of the role. */
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => mapTexts(item, map));
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => name !== 'Sid')
          .map(([name, item]) => [map(name), mapTexts(item, map)]),
      )
    : value;
}

/** Returns every text in a value. */
function texts(value: unknown): string[] {
  const found: string[] = [];
  mapTexts(value, text => {
    found.push(text);
    return text;
  });
  return found;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
function expectTags(tags: Readonly<Record<string, string>>) {
  const keys = Object.keys(tags);
  expect(keys.length).toBeLessThanOrEqual(50);
  for (const [key, value] of Object.entries(tags)) {
    expect(key).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u);
    expect(key).not.toMatch(/^aws:/i);
    expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u);
  }
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
