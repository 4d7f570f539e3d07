import { ReactNode } from 'react';
import { FoundDeletion } from 'backstage-plugin-session-manager-common';
import { Fault } from '../../../components/Fault';
import { Translate } from '../../../translation/Translate';

const MOST_NAMED = 10;

/** The instances that keep running without the role. */
export function stayingInstances(
  { instances }: FoundDeletion,
  t: Translate,
): Array<{ key: string; content: ReactNode }> {
  if ('fault' in instances) {
    return [
      {
        key: 'instances',
        content: (
          <>
            {t('deletion.instancesUnknown')}
            <Fault fault={instances.fault} />
          </>
        ),
      },
    ];
  }
  const { instanceIds } = instances;
  const named = instanceIds.slice(0, MOST_NAMED);
  return instanceIds.length === 0
    ? []
    : [
        {
          key: 'instances',
          content: t('deletion.instancesStay', {
            count: instanceIds.length,
            names:
              named.join(', ') +
              (named.length < instanceIds.length ? ', …' : ''),
          }),
        },
      ];
}
