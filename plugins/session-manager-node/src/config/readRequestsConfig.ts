import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { duration } from './duration';
import { RequestsConfig } from './SessionManagerConfig';

const DEFAULT_TEMPLATE = 'template:default/session-manager-approved-role';

/** Reads how approved requests are executed. */
export function readRequestsConfig(
  section: Config | undefined,
  parentKey: string,
): RequestsConfig {
  const key = `${parentKey}.requests`;
  const templateRef =
    section?.getOptionalString('requests.templateRef') ?? DEFAULT_TEMPLATE;
  if (!/^template:[\w.-]+\/[\w.-]+$/i.test(templateRef)) {
    throw new InputError(
      `${key}.templateRef: must be the full entity reference of a template, such as ${DEFAULT_TEMPLATE}`,
    );
  }
  return {
    templateRef,
    sweep: duration(section, 'requests.sweep', { seconds: 30 }, `${key}.sweep`),
  };
}
