import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { OwnersOf } from '../../../components/OwnersOf';
import { nameWithId } from '../../../translation/nameWithId';
import { sessionManagerTranslationRef } from '../../../translation/ref';
import { Translate } from '../../../translation/Translate';
import { PreviewFrame } from '../PreviewFrame';
import { FormData, formText } from '../../../hooks/formSubject';
import { Part, Sentences } from '../PreviewParts';
import {
  attachmentKind,
  AttachmentPlan,
  PlannedAttachment,
} from './attachmentKind';

const MOST_SHOWN = 50;

/** Which instances get or change which instance profile. */
export function AttachmentPreviewView({ form }: { form: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const entityRef = formText(form, 'entityRef');
  return (
    <PreviewFrame
      kind={attachmentKind}
      form={form}
      incomplete={t('attachment.incomplete')}
    >
      {(plan, { isSettled, isRefused }) => (
        <>
          {plan.lacks === 'permission' && entityRef && (
            <OwnersOf entityRef={entityRef} />
          )}
          <Part
            title={t(
              isRefused ? 'attachment.refusedTitle' : 'attachment.title',
            )}
            isSettled={isSettled}
          >
            <Attachments
              attachments={shownOf(plan, isRefused)}
              isRefused={isRefused}
            />
          </Part>
        </>
      )}
    </PreviewFrame>
  );
}

/** A refused task changes nothing, so only what prevents it is listed. */
function shownOf(
  { attachments }: AttachmentPlan,
  isRefused: boolean,
): PlannedAttachment[] {
  return isRefused
    ? attachments.filter(({ outcome }) => outcome === 'refused')
    : attachments;
}

function Attachments({
  attachments,
  isRefused,
}: {
  attachments: readonly PlannedAttachment[];
  isRefused: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const more = attachments.length - MOST_SHOWN;
  return (
    <>
      {attachments.length > 0 && (
        <Sentences
          items={attachments.slice(0, MOST_SHOWN).map(attachment => ({
            key: attachment.instance.instanceId,
            content: sentence(attachment, t),
          }))}
        />
      )}
      {more > 0 && (
        <Typography variant="body2">
          {t('attachment.more', { count: more })}
        </Typography>
      )}
      {!isRefused && (
        <Typography variant="body2" color="textSecondary">
          {t('attachment.later')}
        </Typography>
      )}
    </>
  );
}

function sentence(
  { instance, profileName = '', outcome }: PlannedAttachment,
  t: Translate,
): string {
  const { instanceId, name, instanceProfile } = instance;
  return t(`attachment.outcome.${outcome}`, {
    instance: nameWithId(instanceId, name),
    profile: profileName,
    current: instanceProfile?.name ?? '',
  });
}
