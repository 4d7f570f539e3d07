import { matchesPattern } from '../../access/pattern';
import { Arn, parseArn } from '../../aws/arn';
import { asList, PolicyDocument } from '../../policy/PolicyDocument';
import type { AdviceId, AdviceSentence } from '../model/advice';

type NearMissId = Extract<AdviceId, `near-miss-${string}`>;

/** The kinds of near misses. The first that applies is reported. */
const WAYS: ReadonlyArray<
  [NearMissId, (written: string, wanted: string) => boolean]
> = [
  [
    'near-miss-end',
    (written, wanted) =>
      [':*', '/*', '*'].some(end => matchesPattern(`${written}${end}`, wanted)),
  ],
  [
    'near-miss-place',
    (written, wanted) => {
      const inWantedPlace = inPlaceOf(written, wanted);
      return (
        inWantedPlace !== undefined && matchesPattern(inWantedPlace, wanted)
      );
    },
  ],
  [
    'near-miss-spelling',
    (written, wanted) =>
      matchesPattern(withoutSigns(written), withoutSigns(wanted)),
  ],
  [
    'near-miss-prefix',
    (written, wanted) => {
      const [own, other] = [bucketOf(written), bucketOf(wanted)];
      return own !== undefined && own === other;
    },
  ],
];

/**
 * Finds a resource on which the role's policies allow the action and that
 * almost matches the required one, such as a misspelt name. AWS compares names
 * exactly.
 */
export function nearMissOf(
  policies: readonly PolicyDocument[],
  action: string,
  wanted: string,
): AdviceSentence | undefined {
  const written = policies
    .flatMap(({ Statement }) => asList(Statement))
    .filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' &&
        asList(Action).some(one =>
          matchesPattern(one.toLowerCase(), action.toLowerCase()),
        ),
    )
    .flatMap(({ Resource }) => asList(Resource))
    .filter(one => !matchesPattern(one, wanted));
  for (const [id, misses] of WAYS) {
    const found = written.find(one => misses(one, wanted));
    if (found !== undefined) {
      return { id, values: { written: found, wanted } };
    }
  }
  return undefined;
}

/** The written ARN with account and region of the wanted one. */
function inPlaceOf(written: string, wanted: string): string | undefined {
  const [own, other] = [parseArn(written), parseArn(wanted)];
  return own && other && own.service === other.service
    ? written.replace(prefixOf(own), prefixOf(other))
    : undefined;
}

function prefixOf({ partition, service, region, accountId }: Arn): string {
  return `arn:${partition}:${service}:${region}:${accountId}:`;
}

/**
 * Normalizes a name to ignore case and punctuation; wildcards are preserved.
 */
function withoutSigns(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9*?:]/g, '');
}

function bucketOf(arn: string): string | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 's3') {
    return undefined;
  }
  const [bucket, ...key] = parts.resource.split('/');
  return key.length > 0 && !/[*?]/.test(bucket) ? bucket : undefined;
}
