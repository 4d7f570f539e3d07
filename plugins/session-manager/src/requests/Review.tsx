import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  asList,
  RequestDetails,
  RequestReview,
  WiderGrant,
} from 'backstage-plugin-session-manager-common';
import { Differences } from '../card/Differences';
import { Disclosure } from '../card/Disclosure';
import { Fault } from '../card/Fault';
import { stateOf } from '../check/states';
import { StateMark } from '../card/StateMark';
import { Headline } from '../readiness/Headline';
import { StageLine } from '../readiness/StageLine';
import { sessionManagerTranslationRef } from '../translation/ref';
import { JsonText } from '../words/JsonText';
import { Section } from './Section';

/** What an approver reads before deciding. */
export function Review({ details }: { details: RequestDetails }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { review, request } = details;
  return (
    <>
      <Section title={t('requests.review.plan')}>
        {request.adopt && (
          <Typography variant="body2">{t('requests.review.adopt')}</Typography>
        )}
        {request.exclusive && (
          <Typography variant="body2">
            {t('requests.review.exclusive')}
          </Typography>
        )}
        <Plan plan={review.plan} />
      </Section>
      <Section title={t('requests.review.wider')}>
        <Wider grants={review.widerThanLeastPrivilege} />
      </Section>
      {review.readiness && (
        <Section title={t('requests.review.after')}>
          <Headline readiness={review.readiness} />
          <StageLine readiness={review.readiness} />
        </Section>
      )}
      <Documents documents={review.documents} />
      <Section title={t('requests.review.others')}>
        <OtherRoles others={review.otherRoles} />
      </Section>
    </>
  );
}

function Plan({ plan }: { plan: RequestReview['plan'] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if ('fault' in plan) {
    return (
      <>
        <Typography variant="body2">
          {t('requests.review.planFault')}
        </Typography>
        <Fault fault={plan.fault} />
      </>
    );
  }
  return plan.changes.length > 0 ? (
    <Differences changes={plan.changes} untitled />
  ) : (
    <Typography variant="body2">{t('requests.review.planNothing')}</Typography>
  );
}

function Wider({ grants }: { grants: readonly WiderGrant[] }) {
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

/** Each one click away; those for other owners only where there are some. */
function Documents({ documents }: { documents: RequestReview['documents'] }) {
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

function OtherRoles({ others }: { others: RequestReview['otherRoles'] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if ('reason' in others) {
    return <Typography variant="body2">{others.reason}</Typography>;
  }
  if (others.roles.length === 0) {
    return (
      <Typography variant="body2">{t('requests.review.othersNone')}</Typography>
    );
  }
  return (
    <ul>
      {others.roles.map(role => (
        <Typography key={role.roleArn} variant="body2" component="li">
          <Link
            to={role.consoleUrl}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('role.consoleOf', { name: role.roleName })}
          >
            {role.roleName}
          </Link>{' '}
          · {role.accountName ?? role.accountId} ·{' '}
          <StateMark state={stateOf(role)} />
        </Typography>
      ))}
    </ul>
  );
}
