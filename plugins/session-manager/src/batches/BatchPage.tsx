import { useState } from 'react';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Batch } from 'backstage-plugin-session-manager-common';
import { useParams } from 'react-router-dom';
import { BatchDialog } from '../components/batch/BatchDialog';
import { Button } from '../components/Button';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { LoadProblem } from '../components/LoadProblem';
import { ownerName } from '../components/ownerName';
import { PageHeading } from '../components/PageHeading';
import { Section } from '../components/Section';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';
import { BatchItems } from './BatchItems';
import { BatchProgress } from './BatchProgress';
import { useBatch } from './useBatch';

const useStyles = makeStyles((theme: Theme) => ({
  back: { marginBottom: theme.spacing(2) },
  header: { marginBottom: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** How far all roles of an action are, by the owners of their services. */
export function BatchPage() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { batchId = '' } = useParams();
  const { known, problem, refetch } = useBatch(batchId);
  return (
    <>
      <div className={classes.back}>
        <Link to="../../roles" relative="path">
          ← {t('batch.page.back')}
        </Link>
      </div>
      {problem && (
        <LoadProblem
          of="batch"
          problem={problem}
          isStale={known !== undefined}
          onAgain={refetch}
        />
      )}
      {known && <Details key={known.id} batch={known} />}
      {!known && !problem && (
        <ListSkeleton label={t('batch.page.loading')} rows={6} height={64} />
      )}
    </>
  );
}

function Details({ batch }: { batch: Batch }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { action, entityRef = '', reason, createdAt, groups } = batch;
  return (
    <>
      <div className={classes.header}>
        <PageHeading>
          {t(`batch.page.title.${action}`, { service: entityRef })}
        </PageHeading>
        <Typography variant="body2">
          {t('batch.page.started', { ago: ago(createdAt) })}
        </Typography>
        {reason && (
          <Typography variant="body2">
            {t('batch.page.reason', { reason })}
          </Typography>
        )}
      </div>
      <BatchProgress counts={batch.counts} />
      <Retry batch={batch} />
      {groups.map(({ owner, items }) => (
        <Section
          key={owner ?? ''}
          title={owner ? ownerName(owner) : t('batch.dialog.noOwner')}
        >
          <BatchItems items={items} />
        </Section>
      ))}
    </>
  );
}

/** Starts another batch with the roles that failed. */
function Retry({ batch: { action, entityRef, groups } }: { batch: Batch }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [open, setOpen] = useState(false);
  const failed = groups
    .flatMap(({ items }) => items)
    .filter(({ status }) => status === 'failed')
    .map(({ roleArn }) => roleArn);
  return failed.length === 0 ? null : (
    <div className={classes.header}>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t('batch.page.retry', { count: failed.length })}
      </Button>
      {open && (
        <BatchDialog
          action={action}
          entityRef={entityRef}
          roles={{ roleArns: failed }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
