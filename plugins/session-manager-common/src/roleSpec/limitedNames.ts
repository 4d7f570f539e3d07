import { AccountSettings, RoleSpec } from './roleSpec';

/** What an account's lists limit: all that a spec names of what is not its own. */
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
