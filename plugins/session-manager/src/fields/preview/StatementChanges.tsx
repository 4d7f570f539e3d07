import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { LogAccessPolicyPreview } from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../../components/Disclosure';
import { Fault } from '../../components/Fault';
import { JsonText } from '../../components/JsonText';
import { statementChangeText } from '../../translation/changeText';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Sentences } from './PreviewParts';

/** The changes in the policies of a bucket and of its key. */
export function StatementChanges({
  policies,
}: {
  policies: readonly LogAccessPolicyPreview[];
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const changes = policies.flatMap(policy =>
    'changes' in policy ? policy.changes : [],
  );
  const faults = policies.flatMap(policy =>
    'fault' in policy ? [{ ...policy }] : [],
  );
  return (
    <>
      {changes.length > 0 && (
        <Sentences
          items={changes.map(change => ({
            key: `${change.arn} ${change.name}`,
            content: (
              <>
                {statementChangeText(change, t)}
                <Disclosure label={t('logAccess.statement')}>
                  <JsonText value={change.after ?? change.before} />
                </Disclosure>
              </>
            ),
          }))}
        />
      )}
      {faults.map(({ resource, fault }) => (
        <div key={resource}>
          <Typography variant="body2">
            {t(`logAccess.unknown.${resource}`)}
          </Typography>
          <Fault fault={fault} />
        </div>
      ))}
      {changes.length + faults.length === 0 && (
        <Typography variant="body2">{t('logAccess.nothing')}</Typography>
      )}
    </>
  );
}
