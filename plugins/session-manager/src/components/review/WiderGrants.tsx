import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { asList, WiderGrant } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** The permissions that are broader than needed. */
export function WiderGrants({ grants }: { grants: readonly WiderGrant[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (grants.length === 0) {
    return (
      <Typography variant="body2">{t('requests.review.widerNone')}</Typography>
    );
  }
  return (
    <>
      <Typography variant="body2">{t('requests.review.widerIntro')}</Typography>
      <ul>
        {grants.map(({ action, resource, narrowest }) => {
          const where = asList(resource).join(', ');
          return (
            <Typography
              key={`${action} ${where}`}
              variant="body2"
              component="li"
            >
              {narrowest.length > 0
                ? t('requests.review.widerCould', {
                    action,
                    resource: where,
                    narrowest: narrowest.join(', '),
                  })
                : t('requests.review.widerNotNeeded', {
                    action,
                    resource: where,
                  })}
            </Typography>
          );
        })}
      </ul>
    </>
  );
}
