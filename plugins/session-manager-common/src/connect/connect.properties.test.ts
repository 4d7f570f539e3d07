import fc from 'fast-check';
import { accessRequestCommands, sessionCommands } from './commands';
import { connectSettingsSchema } from './ConnectSettings';
import { ConnectTarget, connectTarget } from './ConnectTarget';
import { sessionConsoleUrl } from './consoleLinks';
import { UserAccess, userPolicy } from './userPolicy';

const HEX = [...'0123456789abcdef'];
const hex17 = fc.array(fc.constantFrom(...HEX), {
  minLength: 17,
  maxLength: 17,
});
const nodeIds = fc
  .tuple(fc.constantFrom('i-', 'mi-'), hex17)
  .map(([kind, digits]) => `${kind}${digits.join('')}`);

/** Hostile texts to insert into valid values. */
const HOSTILE = [
  ...[' ', '"', "'", '`', '$', '$(id)', '${aws:username}', ';', '&', '|', '\\'],
  ...['\n', '\u0000', '*', '?', '#', '%', '!', '<', '>', '(', '../', '@', '-'],
  ...['--debug', '\u202e', 'é', ''],
];
const like = (real: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 20, arbitrary: real },
    {
      weight: 2,
      arbitrary: fc
        .tuple(real, fc.constantFrom(...HOSTILE), fc.nat(40))
        .map(([text, put, at]) => text.slice(0, at) + put + text.slice(at)),
    },
    { weight: 1, arbitrary: fc.string() },
  );

const inputs = fc.record({
  accountId: like(fc.constant('111122223333')),
  region: like(fc.constantFrom('us-east-1', 'ap-northeast-1')),
  nodeId: like(nodeIds),
});
const options = fc.record(
  {
    profile: like(fc.constantFrom('production', 'acme/prod', 'a.b_c+d=e')),
    documentName: like(fc.constantFrom('SSM-SessionManagerRunShell', 'Acme.x')),
    osUser: like(fc.constantFrom('ec2-user', 'ubuntu')),
    port: fc.oneof(fc.constant(22), fc.integer(), fc.double()),
  },
  { requiredKeys: [] },
);

function accepted<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      return undefined;
    }
    throw error;
  }
}

/** Splits a line into words as a POSIX shell, cmd and PowerShell do. */
function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|[^" ]+/g) ?? []).map(word =>
    word.replace(/^"|"$/g, ''),
  );
}

describe('any input', () => {
  it('results in commands with the expected number of plain words', () => {
    let acceptedCount = 0;
    fc.assert(
      fc.property(inputs, options, (input, given) => {
        const target = accepted<ConnectTarget>(() => connectTarget(input));
        const commands =
          target && accepted(() => sessionCommands(target, given));
        if (!target || !commands) {
          return;
        }
        acceptedCount++;
        const { shell, portForwarding, ssh } = commands;
        const requests = accessRequestCommands(target, {
          profile: given.profile,
        });
        const lines = [shell, portForwarding, ssh, ...Object.values(requests)];
        for (const line of lines) {
          expect(line).toMatch(/^[A-Za-z0-9_@%+=:,./ "-]+$/);
          expect(line.split('"').length % 2).toBe(1);
        }
        const profile = given.profile ? ['--profile', given.profile] : [];
        const document = given.documentName
          ? ['--document-name', given.documentName]
          : [];
        expect(wordsOf(shell)).toEqual([
          ...['aws', 'ssm', 'start-session', '--target', input.nodeId],
          ...['--region', input.region, ...profile, ...document],
        ]);
        expect(wordsOf(ssh)).toEqual([
          ...['ssh', '-o', expect.stringMatching(/^ProxyCommand=aws ssm /)],
          `${given.osUser ?? 'ec2-user'}@${input.nodeId}`,
        ]);
      }),
      { numRuns: 4000 },
    );
    expect(acceptedCount).toBeGreaterThan(100);
  });

  it('results in a link to the AWS console through the configured access portal', () => {
    let acceptedCount = 0;
    fc.assert(
      fc.property(
        inputs,
        fc.record({
          startUrl: like(fc.constant('https://acme.awsapps.com/start')),
          roleName: like(fc.constant('DevOps')),
        }),
        (input, identityCenter) => {
          const target = accepted<ConnectTarget>(() => connectTarget(input));
          const settings = connectSettingsSchema.safeParse({ identityCenter });
          if (!target || !settings.success) {
            return;
          }
          acceptedCount++;
          const link = new URL(sessionConsoleUrl(target, settings.data));
          expect(link.protocol).toBe('https:');
          expect(link.username + link.password + link.search).toBe('');
          expect(link.href).toContain(
            identityCenter.startUrl.toLowerCase().slice(0, 12),
          );
          const query = new URLSearchParams(
            link.hash.slice('#/console?'.length),
          );
          expect([...query.keys()]).toEqual([
            'account_id',
            'role_name',
            'destination',
          ]);
          expect(query.get('role_name')).toBe(identityCenter.roleName);
          const { host } = new URL(query.get('destination') ?? '');
          expect(host).toMatch(/^[a-z0-9-]+\.console\.(aws\.amazon\.com)$/);
        },
      ),
      { numRuns: 4000 },
    );
    expect(acceptedCount).toBeGreaterThan(100);
  });

  it('adds no wildcard or variable to the policy', () => {
    const access: UserAccess = {
      accountId: '111122223333',
      regions: [
        {
          region: 'us-east-1',
          sessionKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
        },
      ],
      instanceTag: { key: 'service', value: 'payments' },
      nodeKinds: ['ec2'],
      documentName: 'Acme-Shell',
    };
    const magic = (policy: unknown) =>
      JSON.stringify(policy).replace(/[^*?$]/g, '');
    const expected = magic(userPolicy(access));
    let acceptedCount = 0;
    fc.assert(
      fc.property(
        like(fc.constant(access.accountId)),
        like(fc.constant('us-east-1')),
        like(fc.constant('arn:aws:kms:us-east-1:111122223333:key/1')),
        like(fc.constant('service')),
        like(fc.constant('component:default/payments')),
        like(fc.constant('Acme-Shell')),
        (accountId, region, sessionKeyArn, key, value, documentName) => {
          const policy = accepted(() =>
            userPolicy({
              ...access,
              accountId,
              regions: [{ region, sessionKeyArn }],
              instanceTag: { key, value },
              documentName,
            }),
          );
          if (!policy) {
            return;
          }
          acceptedCount++;
          expect(magic(policy)).toBe(expected);
        },
      ),
      { numRuns: 4000 },
    );
    expect(acceptedCount).toBeGreaterThan(50);
  });
});
