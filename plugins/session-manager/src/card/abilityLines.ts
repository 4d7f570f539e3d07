import { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import {
  Abilities,
  Ability,
  Reach,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { shortenMiddle } from '../words/shorten';

/** One thing that a session may or may not do. */
export interface AbilityLine {
  key: string;
  label: string;
  /** The resource unshortened, where it is named. */
  whole?: string;
  ability: Ability;
}

/** The card's translation function. */
export type Translate = TranslationFunction<
  (typeof sessionManagerTranslationRef)['T']
>;

const REACHES = [
  ['s3', 's3'],
  ['cloudWatchLogs', 'cloudWatchLogs'],
  ['kms', 'kmsDecrypt'],
] as const;

/** Abilities in the order in which people ask for them. */
export function abilityLines(
  abilities: Abilities,
  t: Translate,
): AbilityLine[] {
  return [
    { key: 'shell', label: t('ability.shell'), ability: abilities.shell },
    ...REACHES.flatMap(([word, field]) =>
      reachLines(word, abilities[field], t),
    ),
  ];
}

function reachLines(
  word: (typeof REACHES)[number][0],
  reaches: readonly Reach[],
  t: Translate,
): AbilityLine[] {
  if (reaches.length === 0) {
    return [{ key: word, label: t(`ability.${word}`), ability: 'no' }];
  }
  return reaches.map(({ resource, ability }) => ({
    key: `${word} ${resource}`,
    label:
      resource === '*'
        ? t(`ability.${word}ToAny`)
        : t(`ability.${word}To`, { place: shortenMiddle(resource) }),
    whole: resource,
    ability,
  }));
}
