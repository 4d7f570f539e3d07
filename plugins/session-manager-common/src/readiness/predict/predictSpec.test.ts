import { PolicyDocument } from '../../policy/PolicyDocument';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../../roleSpec/roleSpec';
import { ACCOUNT, allow, CORE, policy } from '../__testUtils__/sessions';
import { parsePreferences } from '../model/preferences';
import { predictSpec, SpecEnvironment } from './predictSpec';

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const BOUNDED = { permissionsBoundaryArn: BOUNDARY };
const known = (arn: string, document: PolicyDocument | 'unknown') => ({
  boundary: { arn, document },
});

const predicted = (
  spec: Partial<RoleSpec>,
  environment: Partial<SpecEnvironment> = {},
) =>
  predictSpec(
    resolveRoleSpec(
      { roleName: 'web', ...spec },
      { accountId: ACCOUNT, partition: 'aws' },
    ),
    {
      preferences: {
        document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
        status: 'found',
        preferences: parsePreferences({}),
      },
      facts: { region: 'us-east-1' },
      ...environment,
    },
  );

describe('predictSpec', () => {
  it.each<[string, ...Parameters<typeof predicted>, string]>([
    ['without a boundary', {}, {}, 'yes'],
    [
      'without a boundary, and with the facts of another',
      {},
      known(BOUNDARY, policy()),
      'yes',
    ],
    ['whose boundary allows it', BOUNDED, known(BOUNDARY, policy(CORE)), 'yes'],
    [
      'whose boundary does not allow it',
      BOUNDED,
      known(BOUNDARY, policy(allow('s3:*'))),
      'no',
    ],
    ['whose boundary was not read', BOUNDED, {}, 'unknown'],
    [
      'whose boundary could not be read',
      BOUNDED,
      known(BOUNDARY, 'unknown'),
      'unknown',
    ],
    [
      'whose boundary is not the one that was read',
      BOUNDED,
      known(`${BOUNDARY}-2`, policy(CORE)),
      'unknown',
    ],
  ])('predicts a role %s: %s', (_, spec, more, starts) => {
    expect(predicted(spec, more).starts).toBe(starts);
  });

  it('predicts for the spec’s kind of node, whatever the facts say', () => {
    for (const target of ['ec2', 'hybrid'] as const) {
      expect(
        predicted(
          { target },
          { facts: { region: 'us-east-1', target: 'ec2' } },
        ),
      ).toMatchObject({ online: 'yes', problems: [] });
    }
  });

  it.each([
    [true, 'yes'],
    [false, 'no'],
  ])('uses the facts on the log group: exists %s', (exists, log) => {
    const logGroup = '/ssm/sessions';
    const { logged } = predicted(
      { cloudWatchLogs: { logGroup } },
      {
        preferences: {
          document: {
            name: 'SSM-SessionManagerRunShell',
            region: 'us-east-1',
          },
          status: 'found',
          preferences: parsePreferences({ cloudWatchLogGroupName: logGroup }),
        },
        facts: { region: 'us-east-1', logGroup: { known: { exists } } },
      },
    );
    expect(logged.cloudWatchLogs).toBe(log);
  });
});
