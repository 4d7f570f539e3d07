import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RoleDocuments } from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../Disclosure';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { JsonText } from '../JsonText';

/** The documents, collapsed; those for other owners only if there are any. */
export function DocumentTexts({ documents }: { documents: RoleDocuments }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { permissions, trust, bucketPolicyStatements, keyPolicyStatements } =
    documents;
  const texts = [
    [t('requests.review.policy'), permissions],
    [t('requests.review.trust'), trust],
    ...(bucketPolicyStatements.length > 0
      ? [[t('requests.review.bucketPolicy'), bucketPolicyStatements] as const]
      : []),
    ...(keyPolicyStatements.length > 0
      ? [[t('requests.review.keyPolicy'), keyPolicyStatements] as const]
      : []),
  ] as const;
  return (
    <>
      {texts.map(([title, value]) => (
        <Disclosure key={title} label={title}>
          <JsonText value={value} />
        </Disclosure>
      ))}
    </>
  );
}
