import { RequestPart } from 'backstage-plugin-session-manager-common';
import { Translate } from '../translation/Translate';

/** Parts of a request in words, with where they are. */
export function partsText(parts: readonly RequestPart[], t: Translate): string {
  return parts
    .map(({ kind, resource, accountId }) =>
      t('requests.part.of', {
        part: t(`requests.part.${kind}`),
        resource,
        account: accountId,
      }),
    )
    .join('; ');
}
