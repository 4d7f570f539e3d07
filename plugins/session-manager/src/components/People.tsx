import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { listFormat } from '../translation/listText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Person } from './Person';

/** A list of people, as the user's language writes one. */
export function People({ refs }: { refs: readonly string[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {listFormat(t)
        .formatToParts(refs)
        .map(({ type, value }, place) => (
          <Fragment key={place}>
            {type === 'element' ? <Person entityRef={value} /> : value}
          </Fragment>
        ))}
    </>
  );
}
