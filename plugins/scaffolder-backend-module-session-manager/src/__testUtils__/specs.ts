import {
  ResolvedRoleSpec,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import fc from 'fast-check';

const account = { accountId: '111122223333', partition: 'aws' };
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
const OWNERS_KEY = 'arn:aws:kms:eu-west-1:444455556666:key/5678abcd';

/** Texts with special meaning in one of the languages. */
const PIECES = [
  '"',
  "'",
  '\\',
  '${path}',
  '$${x}',
  '%{ if }',
  '%%{x}',
  '#',
  ': ',
  '- ',
  '\n',
  '\t',
  '{{ }}',
  '<<EOT',
  '*/',
  '!Ref Role',
  'yes',
  'ü',
  ' ',
];
const description = fc
  .array(fc.constantFrom(...PIECES, 'a'), { maxLength: 8 })
  .map(pieces => pieces.join(''));

const tagText = fc
  .array(
    fc.constantFrom(
      'a',
      '東',
      'ü',
      '𠮷',
      '\u2028',
      ' ',
      ':',
      '=',
      '-',
      '+',
      '1',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map(pieces => pieces.join(''));
const tags = fc.dictionary(
  fc.oneof(tagText, fc.constantFrom('yes', '1', 'null', 'for', 'Team')),
  fc.oneof(tagText, fc.constantFrom('', 'yes', '1', '1e3', '2012-10-17')),
  { maxKeys: 4 },
);

/** Specs of every kind, for roles with different names. */
const specs: fc.Arbitrary<ResolvedRoleSpec[]> = fc
  .array(
    fc.record(
      {
        roleDescription: description,
        policyDescription: description,
        path: fc.constantFrom('/', '/session-manager/'),
        policyName: fc.constantFrom('permissions', 'a+b=c,d.e@f-g_h'),
        policyType: fc.constantFrom('managed' as const, 'inline' as const),
        policyStyle: fc.constantFrom(
          'documented' as const,
          'least-privilege' as const,
        ),
        kmsKeyArn: fc.constantFrom(KEY),
        s3: fc.constantFrom(
          { bucket: 'corp-logs' },
          { bucket: 'corp-logs', prefix: "web/!_.'()=+@,-" },
          { bucket: 'corp-logs', kmsKeyArn: KEY },
          {
            bucket: 'their-logs',
            bucketOwner: '444455556666',
            kmsKeyArn: OWNERS_KEY,
          },
        ),
        cloudWatchLogs: fc.constantFrom({}, { logGroup: '/ssm/sessions' }),
        target: fc.constantFrom('ec2' as const, 'hybrid' as const),
        permissionsBoundaryArn: fc.constantFrom(
          'arn:aws:iam::111122223333:policy/boundary',
        ),
        roleTags: tags,
        policyTags: tags,
        entityRef: fc.constantFrom('component:default/a'),
      },
      { requiredKeys: [] },
    ),
    { minLength: 12, maxLength: 12 },
  )
  .map(inputs =>
    inputs.map((input, index) =>
      resolveRoleSpec(
        {
          ...input,
          roleName: `role.${index}`,
          policyName: input.policyName && `${input.policyName}${index}`,
        },
        {
          ...account,
          maxSessionDuration: index % 2 ? 7200 : undefined,
        },
      ),
    ),
  );

/** The same specs in each run, so that a failure can be reproduced. */
export function sampleSpecs(count: number): ResolvedRoleSpec[] {
  return fc.sample(specs, { numRuns: count, seed: 20261125 }).flat();
}
