import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { portalWords } from '../translation/portalText';
import { sessionManagerTranslationRef } from '../translation/ref';

/**
 * A text of the portal in the user's language. What AWS, the agent or the browser
 * says stays in their words, which are marked as English.
 */
export function PortalText({ text }: { text: string }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {portalWords(text, t).map((words, place) => (
        <Fragment key={place}>
          {place > 0 && ' '}
          {words.isTranslated ? (
            words.text
          ) : (
            <span lang="en">{words.text}</span>
          )}
        </Fragment>
      ))}
    </>
  );
}
