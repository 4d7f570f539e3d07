import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  RequestDetails,
  RequestReview,
} from 'backstage-plugin-session-manager-common';
import { stateOf } from '../components/role/roleState';
import { Fault } from '../components/Fault';
import { StateMark } from '../components/role/StateMark';
import { HeadlineView } from '../components/role/HeadlineView';
import { StageLine } from '../components/role/StageLine';
import { DocumentTexts } from '../components/review/DocumentTexts';
import { Plan } from '../components/review/Plan';
import { WiderGrants } from '../components/review/WiderGrants';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Decided } from './Decided';
import { Section } from '../components/Section';
import { PortalText } from '../components/PortalText';

/** The review for approvers or, after a decision, what was decided. */
export function Review({ details }: { details: RequestDetails }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { review, request } = details;
  if (request.state.status !== 'pending') {
    return (
      <>
        <Decided details={details} />
        <Section title={t('requests.review.others')}>
          <OtherRoles others={review.otherRoles} />
        </Section>
      </>
    );
  }
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
        <WiderGrants grants={review.widerThanLeastPrivilege} />
      </Section>
      {review.readiness && (
        <Section title={t('requests.review.after')}>
          <HeadlineView readiness={review.readiness} />
          <StageLine readiness={review.readiness} />
        </Section>
      )}
      {review.readinessFault && (
        <Section title={t('requests.review.after')}>
          <Typography variant="body2">
            {t('preview.readinessUnknown')}
          </Typography>
          <Fault fault={review.readinessFault} />
        </Section>
      )}
      <Section title={t('readiness.sections.policy')}>
        <DocumentTexts documents={review.documents} />
      </Section>
      <Section title={t('requests.review.others')}>
        <OtherRoles others={review.otherRoles} />
      </Section>
    </>
  );
}

function OtherRoles({ others }: { others: RequestReview['otherRoles'] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if ('reason' in others) {
    return (
      <Typography variant="body2">
        <PortalText text={others.reason} />
      </Typography>
    );
  }
  const { roles, incomplete = [] } = others;
  if (roles.length + incomplete.length === 0) {
    return (
      <Typography variant="body2">{t('requests.review.othersNone')}</Typography>
    );
  }
  return (
    <ul>
      {incomplete.map(({ accountId, accountName, fault }) => (
        <li key={accountId}>
          <Typography variant="body2">
            {t('requests.review.othersUnknown', {
              account: accountName ?? accountId,
            })}
          </Typography>
          <Fault fault={fault} />
        </li>
      ))}
      {roles.map(role => (
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
