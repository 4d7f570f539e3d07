import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  AwsFault,
  FleetAccount,
} from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../components/Disclosure';
import { Fault } from '../components/Fault';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { dateText } from '../translation/dateText';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';

/** With more of them, the page would begin with a long list. */
const SHOWN_FAULTS = 2;

const useStyles = makeStyles((theme: Theme) => ({
  root: { margin: theme.spacing(0.5, 0, 2) },
  faults: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
  fault: { marginBottom: theme.spacing(1) },
}));

type FaultyAccount = FleetAccount & { fault: AwsFault };

/** How current the data is, and which accounts could not be read, and why. */
export function ScanStatus({
  accounts,
}: {
  accounts: readonly FleetAccount[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const faulty = accounts.filter(
    (account): account is FaultyAccount => account.fault !== undefined,
  );
  const waiting = accounts.filter(
    ({ scannedAt, fault }) => !scannedAt && !fault,
  );
  const [oldest] = accounts.flatMap(({ scannedAt = [] }) => scannedAt).sort();
  const facts = [
    t('fleet.scans.accounts', { count: accounts.length }),
    oldest !== undefined && t('fleet.scans.oldest', { ago: ago(oldest) }),
    waiting.length > 0 && t('fleet.scans.waiting', { count: waiting.length }),
    faulty.length > 0 && t('fleet.scans.failed', { count: faulty.length }),
  ];
  return (
    <section className={classes.root} aria-label={t('fleet.scans.label')}>
      <Typography variant="body1">
        {facts.filter(Boolean).join(' · ')}
      </Typography>
      {faulty.length > 0 && (
        <Disclosure
          initiallyOpen={faulty.length <= SHOWN_FAULTS}
          label={t('fleet.scans.why', {
            count: faulty.length,
            total: accounts.length,
          })}
        >
          <ul className={classes.faults}>
            {faulty.map(account => (
              <li key={account.accountId} className={classes.fault}>
                <FaultyAccountText account={account} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

/** Reserves the space of the sentence while it is loading. */
export function ScanStatusSkeleton() {
  const classes = useStyles();
  return (
    <Typography variant="body1" className={classes.root} component="div">
      <Skeleton width="60%" />
    </Typography>
  );
}

function FaultyAccountText({
  account: { accountId, name, scannedAt, fault, faultSince },
}: {
  account: FaultyAccount;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <>
      <Typography variant="subtitle2" component="div">
        {nameWithId(accountId, name)}
      </Typography>
      {faultSince && (
        <Typography variant="body2">
          {t('fleet.scans.since', {
            date: dateText(faultSince, t),
            ago: ago(faultSince),
            scanned: scannedAt ? ago(scannedAt) : t('fleet.scans.never'),
          })}
        </Typography>
      )}
      <Fault fault={fault} />
    </>
  );
}
