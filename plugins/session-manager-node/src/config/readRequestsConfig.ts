import { Config } from '@backstage/config';
import { duration } from './duration';
import { readTemplateRef } from './readTemplateRef';
import { RequestsConfig } from './SessionManagerConfig';

const DEFAULT_TEMPLATE = 'template:default/session-manager-approved-role';

/** Reads how approved requests are executed. */
export function readRequestsConfig(
  section: Config | undefined,
  parentKey: string,
): RequestsConfig {
  return {
    templateRef: readTemplateRef(
      section,
      'requests.templateRef',
      DEFAULT_TEMPLATE,
      parentKey,
    ),
    sweep: duration(
      section,
      'requests.sweep',
      { seconds: 30 },
      `${parentKey}.requests.sweep`,
    ),
  };
}
