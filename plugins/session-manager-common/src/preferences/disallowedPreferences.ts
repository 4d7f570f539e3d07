import { ownValue } from '../json/ownValue';
import { folded } from '../readiness/model/preferences';
import { allowsName } from '../roleSpec/allowsName';
import { AccountSettings } from '../roleSpec/roleSpec';
import { PreferenceDifference } from './changePreferences';

type Account = Parameters<typeof disallowedPreferences>[1];

/** By the folded name of the input, because the agent ignores its case. */
const LIMITED: Readonly<
  Record<
    string,
    | [
        keyof NonNullable<AccountSettings['allow']>,
        (value: string, account: Account) => string | undefined,
      ]
    | undefined
  >
> = {
  s3bucketname: ['buckets', bucket => bucket],
  cloudwatchloggroupname: ['logGroups', logGroup => logGroup],
  kmskeyid: ['kmsKeyArns', keyArn],
};

/**
 * Why an account's `allow` forbids changes of its preferences, a sentence for
 * each; none if it allows them. What a change turns off is allowed.
 *
 * @public
 */
export function disallowedPreferences(
  changes: readonly PreferenceDifference[],
  account: Pick<
    AccountSettings,
    'accountId' | 'allow' | 'name' | 'partition'
  > & {
    region: string;
  },
): string[] {
  const { accountId, allow, name = accountId } = account;
  return changes.flatMap(({ name: input, after }) => {
    const [list, named] = ownValue(LIMITED, folded(input)) ?? [];
    const patterns = list && allow?.[list];
    if (!patterns || !named || typeof after !== 'string' || after === '') {
      return [];
    }
    const value = named(after, account);
    if (value === undefined) {
      return [
        `${input}: whether account ${name} allows ${after} is not known, because an alias can be moved to another key. Enter the ARN of the key.`,
      ];
    }
    return allowsName(patterns, value)
      ? []
      : [
          `${input}: "${value}" is not among what account ${name} allows: ${patterns.join(', ') || 'nothing'}.`,
        ];
  });
}

function keyArn(
  value: string,
  { accountId, partition = 'aws', region }: Account,
): string | undefined {
  if (value.includes('alias/')) {
    return undefined;
  }
  return value.startsWith('arn:')
    ? value
    : `arn:${partition}:kms:${region}:${accountId}:key/${value.replace(/^key\//, '')}`;
}
