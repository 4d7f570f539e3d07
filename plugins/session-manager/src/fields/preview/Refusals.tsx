import { MouseEvent } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Link from '@material-ui/core/Link';
import { ErrorText } from '../../components/ErrorText';
import { OwnersOf } from '../../components/OwnersOf';
import { refusalParts } from '../../translation/fieldLabels';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** The names of the fields in our templates' forms that differ from the spec's. */
const FORM_FIELDS: Readonly<Record<string, string>> = {
  's3.bucket': 'bucket',
  's3.prefix': 'prefix',
  's3.bucketOwner': 'bucketOwner',
  's3.kmsKeyArn': 'bucketKmsKeyArn',
  'cloudWatchLogs.logGroup': 'logGroup',
};

/** Why the task would be refused, before anything else. */
export function Refusals({ refusals }: { refusals: readonly string[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (refusals.length === 0) {
    return null;
  }
  return (
    <ErrorText role="alert">
      {t('preview.refused')}
      <ul>
        {refusals.map(refusal => (
          <li key={refusal}>{refusal}</li>
        ))}
      </ul>
    </ErrorText>
  );
}

/**
 * The invalid fields of a form, each with a link to it. A refusal that names no
 * field is about the person or the service, whose owners can help.
 */
export function InvalidFields({
  refusal,
  entityRef,
}: {
  refusal: string;
  /** The service of the form. */
  entityRef?: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const parts = refusalParts(refusal, t);
  return (
    <ErrorText role="alert">
      {t('preview.refused')}
      <ul>
        {parts.map(({ path, label, problem }) => (
          <li key={`${path} ${problem}`}>
            {label && path ? (
              <>
                <FieldLink path={path} label={label} />
                {`: ${problem}`}
              </>
            ) : (
              problem
            )}
          </li>
        ))}
      </ul>
      {entityRef && parts.every(({ path }) => !path) && (
        <OwnersOf entityRef={entityRef} />
      )}
    </ErrorText>
  );
}

/** The scaffolder shows one page of a form at a time, so it links only there. */
function FieldLink({ path, label }: { path: string; label: string }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = `root_${FORM_FIELDS[path] ?? path}`;
  return document.getElementById(id) ? (
    <Link
      href={`#${id}`}
      onClick={(event: MouseEvent) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
      underline="always"
    >
      {label}
    </Link>
  ) : (
    <>{t('preview.earlierField', { label })}</>
  );
}
