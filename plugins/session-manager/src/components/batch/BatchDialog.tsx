import { FormEvent, useId, useState } from 'react';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import {
  BatchAction,
  BatchSelection,
  NewBatch,
} from 'backstage-plugin-session-manager-common';
import { useNavigate } from 'react-router-dom';
import { PortalProblem, toPortalProblem } from '../../api/portalProblem';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { batchRouteRef } from '../../routes';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Button } from '../Button';
import { ErrorText } from '../ErrorText';
import { ListSkeleton } from '../list/ListSkeleton';
import { LoadProblem } from '../LoadProblem';
import { PortalText } from '../PortalText';
import { PlanView } from './PlanView';
import { ServicePicker } from './ServicePicker';
import { useBatchPlan } from './useBatchPlan';

// As the API accepts it.
const LONGEST_REASON = 2000;

/** Says what an action for many roles would do, and starts it. */
export function BatchDialog({
  action,
  roles,
  entityRef: givenService,
  onClose,
}: {
  action: BatchAction;
  roles: BatchSelection;
  /** The service that roles are assigned to; absent: the user chooses it. */
  entityRef?: string;
  onClose: () => void;
}) {
  const id = useId();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [service, setService] = useState(givenService);
  const [reason, setReason] = useState('');
  const entityRef = action === 'assign' ? service : undefined;
  const batch: NewBatch = { action, roles, ...(entityRef && { entityRef }) };
  const isChosen = action !== 'assign' || entityRef !== undefined;
  const plan = useBatchPlan(isChosen ? batch : undefined);
  const { starting, problem, start } = useStart();
  const items = isChosen && !plan.checking ? plan.known?.items : undefined;
  const count = items?.filter(each => each.start).length ?? 0;
  const isRequest = items?.some(each => each.start === 'request') ?? false;
  const isReady =
    count > 0 && !starting && (!isRequest || reason.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      start({ ...batch, ...(isRequest && { reason: reason.trim() }) });
    }
  };
  return (
    <Dialog
      open
      fullWidth
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <form onSubmit={submit}>
        <DialogTitle id={`${id}-title`}>
          {t(`batch.dialog.title.${action}`)}
        </DialogTitle>
        <DialogContent>
          <DialogContentText id={`${id}-text`} color="textPrimary">
            {t(`batch.dialog.text.${action}`)}
          </DialogContentText>
          {action === 'assign' && !givenService && (
            <ServicePicker value={service} onChange={setService} />
          )}
          {isChosen && plan.checking && (
            <ListSkeleton
              label={t('batch.dialog.planning')}
              rows={4}
              height={32}
            />
          )}
          {isChosen && plan.problem && !plan.checking && (
            <LoadProblem
              of="batch"
              problem={plan.problem}
              onAgain={plan.refetch}
            />
          )}
          {items && !plan.problem && <PlanView items={items} />}
          {isRequest && (
            <TextField
              id={`${id}-reason`}
              fullWidth
              multiline
              required
              minRows={2}
              margin="normal"
              variant="outlined"
              label={t('batch.dialog.reason')}
              helperText={t('batch.dialog.reasonHint')}
              inputProps={{ maxLength: LONGEST_REASON }}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
          {problem && (
            <ErrorText role="alert">
              {t(`batch.problem.${problem.kind}`, {
                detail: <PortalText text={problem.detail} />,
              })}
            </ErrorText>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('requests.decide.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={!isReady}
          >
            {starting
              ? t('batch.dialog.starting')
              : t(`batch.dialog.start.${action}`, { count })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Starts a batch, and opens its page. */
function useStart() {
  const api = useApi(sessionManagerApiRef);
  const navigate = useNavigate();
  const batchRoute = useRouteRef(batchRouteRef);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<PortalProblem>();
  const start = async (batch: NewBatch) => {
    setStarting(true);
    setProblem(undefined);
    try {
      const { id } = await api.startBatch(batch);
      navigate(batchRoute({ batchId: id }));
    } catch (error) {
      setProblem(toPortalProblem(error));
      setStarting(false);
    }
  };
  return { starting, problem, start };
}
