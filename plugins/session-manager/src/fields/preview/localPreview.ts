import { isError } from '@backstage/errors';
import {
  documents,
  parseRoleSpec,
  predictSpec,
  PreviewBasis,
  PreviewRequest,
  Readiness,
  resolveRoleSpec,
  RolePreview,
  RoleSpec,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';

/** The policies of a spec. */
export type PolicyPreview = Pick<
  RolePreview,
  'documents' | 'widerThanLeastPrivilege'
>;

/** The browser's preview of a form, or why the form is invalid. */
export type LocalPreview =
  { refusal: string } | { policy?: PolicyPreview; readiness?: Readiness };

/**
 * Previews a form with the same functions as the portal. Without the basis of
 * its account, it uses the form only.
 */
export function localPreview(
  { spec: input }: PreviewRequest,
  basis?: PreviewBasis,
): LocalPreview {
  try {
    if (!basis) {
      return ofFormAlone(parseRoleSpec(input));
    }
    const spec = resolveRoleSpec(input, basis.account);
    return { policy: policyOf(spec), readiness: predictSpec(spec, basis) };
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return { refusal: error.message };
    }
    throw error;
  }
}

function ofFormAlone(spec: RoleSpec): LocalPreview {
  try {
    return { policy: policyOf(spec) };
  } catch {
    // The form may be valid: the account's settings are not known yet.
    return {};
  }
}

function policyOf(spec: RoleSpec): PolicyPreview {
  return {
    documents: documents(spec),
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
  };
}
