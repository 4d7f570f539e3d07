import { AccountSettings, RoleSpec } from './roleSpec';

/** The names in a spec that an account's `allow` lists limit. */
export const LIMITED_NAMES: ReadonlyArray<
  readonly [
    field: string,
    list: keyof NonNullable<AccountSettings['allow']>,
    named: (spec: RoleSpec) => string | undefined,
  ]
> = [
  ['s3.bucket', 'buckets', ({ s3 }) => s3?.bucket],
  ['kmsKeyArn', 'kmsKeyArns', ({ kmsKeyArn }) => kmsKeyArn],
  ['s3.kmsKeyArn', 'kmsKeyArns', ({ s3 }) => s3?.kmsKeyArn],
  [
    'cloudWatchLogs.kmsKeyArn',
    'kmsKeyArns',
    ({ cloudWatchLogs }) => cloudWatchLogs?.kmsKeyArn,
  ],
  [
    'cloudWatchLogs.logGroup',
    'logGroups',
    ({ cloudWatchLogs }) => cloudWatchLogs?.logGroup,
  ],
];
