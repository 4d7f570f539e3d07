import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import GetApp from '@material-ui/icons/GetApp';
import { FleetRoleQuery } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { toPortalProblem } from '../api/portalProblem';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { portalText } from '../translation/portalText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { saveFile } from './saveFile';

const FILE = 'session-manager-roles.csv';

/** Saves the roles of the list, of all its pages, as CSV. */
export function ExportButton({ query }: { query: FleetRoleQuery }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const alerts = useApi(alertApiRef);
  const [exporting, setExporting] = useState(false);

  const exportRoles = async () => {
    setExporting(true);
    try {
      saveFile(await api.exportRoles(query), FILE);
      alerts.post({
        message: t('fleet.export.done'),
        severity: 'success',
        display: 'transient',
      });
    } catch (error) {
      const detail = portalText(toPortalProblem(error).detail, t);
      alerts.post({
        message: t('fleet.export.failed', { detail }),
        severity: 'error',
      });
    } finally {
      setExporting(false);
    }
  };

  return (
    <Button
      size="small"
      startIcon={<GetApp />}
      disabled={exporting}
      onClick={exportRoles}
    >
      {exporting ? t('fleet.export.exporting') : t('fleet.export.button')}
    </Button>
  );
}
