import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  DeletionPreview,
  FoundDeletion,
} from 'backstage-plugin-session-manager-common';
import { Fault } from '../../../components/Fault';
import { OwnersOf } from '../../../components/OwnersOf';
import { Differences } from '../../../components/role/Differences';
import { sessionManagerTranslationRef } from '../../../translation/ref';
import { Translate } from '../../../translation/Translate';
import { PreviewFrame } from '../PreviewFrame';
import { FormData } from '../../../hooks/formSubject';
import { Part, Sentences } from '../PreviewParts';
import { StatementChanges } from '../StatementChanges';
import { deletionKind } from './deletionKind';
import { stayingInstances } from './stayingInstances';

/** What the task deletes, and what stays in AWS. */
export function DeletionPreviewView({ form }: { form: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <PreviewFrame
      kind={deletionKind}
      form={form}
      incomplete={t('deletion.incomplete')}
    >
      {(answer, state) => <Answer answer={answer} form={form} {...state} />}
    </PreviewFrame>
  );
}

function Answer({
  answer,
  form,
  isSettled,
  isRefused,
}: {
  answer: DeletionPreview;
  form: FormData;
  isSettled: boolean;
  isRefused: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (answer.status === 'missing') {
    return null;
  }
  if (answer.status === 'fault') {
    return (
      <Part title={t('deletion.deleted')} isSettled={isSettled}>
        <Typography variant="body2">{t('deletion.unknown')}</Typography>
        <Fault fault={answer.fault} />
      </Part>
    );
  }
  return (
    <>
      {!answer.mayRun &&
        answer.services.map(service => (
          <OwnersOf key={service} entityRef={service} />
        ))}
      {!isRefused && (
        <>
          <Part title={t('deletion.deleted')} isSettled={isSettled}>
            <Differences changes={answer.changes} untitled />
          </Part>
          <LogAccessPart answer={answer} form={form} isSettled={isSettled} />
          <Part title={t('deletion.stays')} isSettled={isSettled}>
            <Stays answer={answer} form={form} />
          </Part>
        </>
      )}
    </>
  );
}

/** The statements that the task revokes before it deletes the role. */
function LogAccessPart({
  answer: { logAccess },
  form,
  isSettled,
}: {
  answer: FoundDeletion;
  form: FormData;
  isSettled: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return form.revokeLogAccess === true && logAccess?.mayRun ? (
    <Part
      title={t('logAccess.removed', {
        owner: logAccess.bucketOwnerName ?? logAccess.bucketOwner,
      })}
      isSettled={isSettled}
    >
      <StatementChanges policies={logAccess.policies} />
    </Part>
  ) : null;
}

function Stays({ answer, form }: { answer: FoundDeletion; form: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const items = [
    ...logAccessLeft(answer, form, t),
    ...policiesLeft(answer, t),
    ...stayingInstances(answer, t),
    ...activationsLeft(answer, t),
  ];
  return items.length > 0 ? (
    <Sentences items={items} />
  ) : (
    <Typography variant="body2">{t('deletion.nothingStays')}</Typography>
  );
}

type Item = { key: string; content: ReactNode };

function logAccessLeft(
  { logAccess }: FoundDeletion,
  form: FormData,
  t: Translate,
): Item[] {
  if (!logAccess || (form.revokeLogAccess === true && logAccess.mayRun)) {
    return [];
  }
  const { bucket, bucketOwner, bucketOwnerName, fault, mayRun } = logAccess;
  const isRead =
    mayRun && logAccess.policies.every(policy => 'changes' in policy);
  const isNothing =
    isRead &&
    logAccess.policies.every(
      policy => 'changes' in policy && policy.changes.length === 0,
    );
  if (isNothing) {
    return [];
  }
  const owner = bucketOwnerName ?? bucketOwner;
  return [
    {
      key: 'log-access',
      content: (
        <>
          {t(isRead ? 'deletion.accessStays' : 'deletion.accessMayStay', {
            bucket,
            owner,
          })}
          {fault && <Fault fault={fault} />}
        </>
      ),
    },
  ];
}

function policiesLeft({ policies }: FoundDeletion, t: Translate): Item[] {
  return [
    ...policies.kept.map(arn => ({
      key: arn,
      content: t('deletion.policyStays', { policy: arn }),
    })),
    ...policies.deleted.map(name => ({
      key: name,
      content: t('deletion.inlineDeleted', { policy: name }),
    })),
  ];
}

function activationsLeft({ activations }: FoundDeletion, t: Translate): Item[] {
  if (!activations) {
    return [];
  }
  if ('fault' in activations) {
    return [
      {
        key: 'activations',
        content: (
          <>
            {t('deletion.activationsUnknown')}
            <Fault fault={activations.fault} />
          </>
        ),
      },
    ];
  }
  return activations.activations.map(
    ({ activationId, region, registrations, isExpired }) => ({
      key: activationId,
      content: t(
        isExpired ? 'deletion.activationExpired' : 'deletion.activationStays',
        { id: activationId, region, count: registrations },
      ),
    }),
  );
}
