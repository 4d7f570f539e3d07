import { BlockList } from 'node:net';
import fc from 'fast-check';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { policies, request } from './__testUtils__/arbitraries';
import { allow, policy } from './__testUtils__/policies';
import { ACCOUNT, PUT } from './__testUtils__/rules';
import { AccessPolicies, evaluateAccess } from './evaluateAccess';

/*
 * Compares the evaluation with independent implementations: IP addresses with
 * Node's block lists, and policies without conditions with regular expressions
 * and the core of AWS's evaluation logic.
 */

describe('an address in a block', () => {
  const block = (family: 'ipv4' | 'ipv6') => {
    const bits = family === 'ipv4' ? 32 : 128;
    const address = family === 'ipv4' ? fc.ipV4() : fc.ipV6();
    return fc.tuple(
      address,
      fc.integer({ min: 0, max: bits }),
      fc.constant(family),
    );
  };
  const near = fc.constantFrom(
    '10.0.0.1',
    '10.0.1.1',
    '2001:db8::1',
    '2001:db8:1::1',
  );
  const isMapped = (text: string) =>
    text.includes(':') && (text.includes('.') || /^[0:]*:ffff:/i.test(text));

  it('has the same result in Node', () => {
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(
        fc.oneof(
          block('ipv4'),
          block('ipv6'),
          fc.tuple(
            fc.constant('10.0.0.0'),
            fc.integer({ min: 8, max: 32 }),
            fc.constant('ipv4' as const),
          ),
          fc.tuple(
            fc.constant('2001:db8::'),
            fc.integer({ min: 16, max: 128 }),
            fc.constant('ipv6' as const),
          ),
        ),
        fc.oneof(near, fc.ipV4(), fc.ipV6()),
        ([base, length, family], address) => {
          // Node treats IPv4-mapped IPv6 as IPv4; AWS does not document it.
          fc.pre(!isMapped(base) && !isMapped(address));
          const list = new BlockList();
          list.addSubnet(base, length, family);
          const ofAddress = address.includes(':') ? 'ipv6' : 'ipv4';
          // Node also treats each IPv4 address as its IPv6 mapping.
          const expected =
            family === ofAddress && list.check(address, ofAddress);
          seen[`${expected}`]++;
          const decide = (operator: string) =>
            evaluateAccess(
              { ...PUT, context: { 'aws:SourceIp': address } },
              {
                identity: [
                  policy(
                    allow('*', {
                      Condition: {
                        [operator]: { 'aws:SourceIp': `${base}/${length}` },
                      },
                    }),
                  ),
                ],
              },
            ).outcome;
          expect(decide('IpAddress')).toBe(expected ? 'allowed' : 'denied');
          expect(decide('NotIpAddress')).toBe(expected ? 'denied' : 'allowed');
        },
      ),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
  });
});

/**
 * Converts a pattern to a regular expression; a resource pattern is aware of
 * segments.
 */
function expression(pattern: string, kind: 'action' | 'resource'): RegExp {
  const any = kind === 'action' ? '.' : '[^:]';
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const tokens = literal
    .replace(/\*(?=:|$)/g, '\0')
    .replace(/\*/g, `${any}*`)
    .replace(/\0/g, '.*')
    .replace(/\?/g, any);
  return new RegExp(`^${tokens}$`, kind === 'action' ? 'is' : 's');
}

const names = (
  patterns: string | readonly string[] | undefined,
  text: string,
  kind: 'action' | 'resource',
) => asList(patterns).some(one => expression(one, kind).test(text));

function isAbout(
  statement: PolicyStatement,
  { action, resource }: { action: string; resource: string },
) {
  const { Action, NotAction, Resource, NotResource } = statement;
  return (
    (NotAction === undefined
      ? names(Action, action, 'action')
      : !names(NotAction, action, 'action')) &&
    (NotResource === undefined
      ? names(Resource, resource, 'resource')
      : !names(NotResource, resource, 'resource'))
  );
}

const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/web`;

/** The principal of a statement: this role, its account, or another one. */
function named({ Principal }: PolicyStatement) {
  const aws = Principal === '*' ? ['*'] : asList(Principal?.AWS);
  if (aws.includes(PRINCIPAL)) {
    return 'role';
  }
  return aws.some(one =>
    [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`].includes(one),
  )
    ? 'account'
    : 'neither';
}

function model(
  call: { action: string; resource: string; resourceAccountId?: string },
  by: AccessPolicies,
) {
  const about = (document: PolicyDocument | 'unknown' | undefined) =>
    typeof document === 'object'
      ? asList(document.Statement).filter(one => isAbout(one, call))
      : [];
  const identity = by.identity.flatMap(about);
  const boundary = about(by.boundary);
  const resource = about(by.resource).filter(one => named(one) !== 'neither');
  const effect = (statements: readonly PolicyStatement[], wanted: string) =>
    statements.some(({ Effect }) => Effect === wanted);
  if (effect([...identity, ...boundary, ...resource], 'Deny')) {
    return 'denied';
  }
  const isBounded = by.boundary !== undefined;
  const inBoundary = !isBounded || effect(boundary, 'Allow');
  const byRole = effect(identity, 'Allow') && inBoundary;
  const toRole =
    effect(
      resource.filter(one => named(one) === 'role'),
      'Allow',
    ) && inBoundary;
  const resourceEffect = effect(resource, 'Allow');
  if (call.resourceAccountId !== ACCOUNT) {
    return byRole && resourceEffect ? 'allowed' : 'denied';
  }
  const isKey = call.action.startsWith('kms:');
  return toRole || (isKey ? byRole && resourceEffect : byRole)
    ? 'allowed'
    : 'denied';
}

it('policies without conditions have the same decision in the model', () => {
  const seen = { allowed: 0, denied: 0 };
  fc.assert(
    fc.property(
      request,
      policies({ keys: [], openPrincipals: false }),
      (call, by) => {
        // A key always has a policy.
        fc.pre(!call.action.startsWith('kms:') || by.resource !== undefined);
        const expected = model(call, by);
        seen[expected]++;
        expect(evaluateAccess(call, by).outcome).toBe(expected);
      },
    ),
    { numRuns: 5000 },
  );
  expect(seen.allowed).toBeGreaterThan(100);
  expect(seen.denied).toBeGreaterThan(100);
});
