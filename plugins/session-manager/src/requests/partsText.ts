import { RequestPart } from 'backstage-plugin-session-manager-common';
import { listText } from '../translation/listText';
import { Translate } from '../translation/Translate';

/** The names of parts of a request, with their resources. */
export function partsText(parts: readonly RequestPart[], t: Translate): string {
  return listText(
    parts.map(({ kind, resource, accountId }) =>
      t('requests.part.of', {
        part: t(`requests.part.${kind}`),
        resource,
        account: accountId,
      }),
    ),
    t,
  );
}
