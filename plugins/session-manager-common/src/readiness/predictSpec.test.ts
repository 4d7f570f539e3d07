import { PolicyDocument } from '../policy/PolicyDocument';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../roleSpec/roleSpec';
import { ACCOUNT, allow, CORE, policy } from './__testUtils__/sessions';
import { parsePreferences } from './preferences';
import { predictSpec, SpecSurroundings } from './predictSpec';

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const BOUNDED = { permissionsBoundaryArn: BOUNDARY };
const known = (arn: string, document: PolicyDocument | 'unknown') => ({
  boundary: { arn, document },
});

const predicted = (
  spec: Partial<RoleSpec>,
  surroundings: Partial<SpecSurroundings> = {},
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
      ...surroundings,
    },
  );

describe('the role that a spec makes', () => {
  it.each<[string, ...Parameters<typeof predicted>, string]>([
    ['without a boundary', {}, {}, 'yes'],
    [
      'without one, whatever is known of another',
      {},
      known(BOUNDARY, policy()),
      'yes',
    ],
    ['whose boundary allows it', BOUNDED, known(BOUNDARY, policy(CORE)), 'yes'],
    [
      'whose boundary does not',
      BOUNDED,
      known(BOUNDARY, policy(allow('s3:*'))),
      'no',
    ],
    ['whose boundary nobody read', BOUNDED, {}, 'unknown'],
    [
      'whose boundary could not be read',
      BOUNDED,
      known(BOUNDARY, 'unknown'),
      'unknown',
    ],
    [
      'of whose boundary another is known',
      BOUNDED,
      known(`${BOUNDARY}-2`, policy(CORE)),
      'unknown',
    ],
  ])('starts sessions, as far as is known: %s', (_, spec, more, starts) => {
    expect(predicted(spec, more).starts).toBe(starts);
  });

  it('is for the nodes that the spec is for, whichever are asked about', () => {
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
  ])(
    'is told by what is known of the group: there is one, %s',
    (exists, log) => {
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
    },
  );
});
