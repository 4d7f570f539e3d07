import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  PreferencesReading,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';
import { Translate } from '../translation/Translate';
import { Fault } from '../components/Fault';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';

const FIELDS = [
  's3BucketName',
  's3KeyPrefix',
  's3EncryptionEnabled',
  'cloudWatchLogGroupName',
  'cloudWatchEncryptionEnabled',
  'cloudWatchStreamingEnabled',
  'kmsKeyId',
  'runAsEnabled',
  'runAsDefaultUser',
] as const satisfies ReadonlyArray<keyof SessionPreferences>;

/** The session preferences of the account and region. */
export function PreferencesView({ reading }: { reading: PreferencesReading }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { document } = reading;
  const place = { name: document.name, region: document.region };
  if (reading.status === 'unknown') {
    return (
      <>
        <Typography variant="body2">
          {t('readiness.preferences.unknown')}
        </Typography>
        <Fault fault={reading.fault} />
      </>
    );
  }
  if (reading.status === 'absent') {
    return (
      <Typography variant="body2">
        {t('readiness.preferences.absent', place)}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2">
        {t('readiness.preferences.intro', place)}
      </Typography>
      <Table size="small" aria-label={document.name}>
        <TableBody>
          {FIELDS.map(field => (
            <TableRow key={field}>
              <TableCell component="th" scope="row">
                {t(`readiness.preferences.${field}`)}
              </TableCell>
              <TableCell style={{ overflowWrap: 'anywhere' }}>
                {valueText(reading.preferences[field], t)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Version document={document} />
    </>
  );
}

function Version({
  document: { version, createdAt },
}: {
  document: PreferencesReading['document'];
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <Typography variant="caption" color="textSecondary">
      {[
        version && t('readiness.preferences.version', { version }),
        createdAt && ago(createdAt),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Typography>
  );
}

function valueText(value: string | boolean, t: Translate): string {
  if (typeof value === 'string') {
    return value || t('readiness.preferences.none');
  }
  return value ? t('readiness.preferences.on') : t('readiness.preferences.off');
}
