import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Fault } from '../../../components/Fault';
import { People } from '../../../components/People';
import { OwnersOf } from '../../../components/OwnersOf';
import { sessionManagerTranslationRef } from '../../../translation/ref';
import { PreviewFrame } from '../PreviewFrame';
import { FormData, formText } from '../../../hooks/formSubject';
import { Part } from '../PreviewParts';
import { StatementChanges } from '../StatementChanges';
import { logAccessKind } from './logAccessKind';

/** The statements that the task adds or removes, and in which policy. */
export function LogAccessPreviewView({ form }: { form: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const entityRef = formText(form, 'entityRef');
  return (
    <PreviewFrame
      kind={logAccessKind}
      form={form}
      incomplete={t('logAccess.incomplete')}
    >
      {(answer, { isSettled, isRefused }) => (
        <>
          {!answer.mayRun && entityRef && <OwnersOf entityRef={entityRef} />}
          {answer.approvers && (
            <Typography variant="body2" color="textSecondary">
              {t('logAccess.approvers')} <People refs={answer.approvers} />
            </Typography>
          )}
          {answer.fault && <Fault fault={answer.fault} />}
          {!isRefused && !answer.fault && (
            <Part
              title={t(
                form.revoke === true ? 'logAccess.removed' : 'logAccess.added',
                {
                  owner: answer.bucketOwnerName ?? answer.bucketOwner,
                },
              )}
              isSettled={isSettled}
            >
              <StatementChanges policies={answer.policies} />
            </Part>
          )}
        </>
      )}
    </PreviewFrame>
  );
}
