import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Reads the reference of a template. */
export function readTemplateRef(
  section: Config | undefined,
  name: string,
  fallback: string,
  parentKey: string,
): string {
  const templateRef = section?.getOptionalString(name) ?? fallback;
  if (!/^template:[\w.-]+\/[\w.-]+$/i.test(templateRef)) {
    throw new InputError(
      `${parentKey}.${name}: must be the full entity reference of a template, such as ${fallback}`,
    );
  }
  return templateRef;
}
