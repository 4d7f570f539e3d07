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

/** What a spec is in IAM's language. */
export type PolicyPreview = Pick<
  RolePreview,
  'documents' | 'widerThanLeastPrivilege'
>;

/** What the browser itself tells of a form, or what is wrong with it. */
export type LocalPreview =
  { refusal: string } | { policy?: PolicyPreview; readiness?: Readiness };

/**
 * Tells by the same functions as the portal what would come of a form. Without
 * the basis of its account: what the form alone says.
 */
export function localPreview(
  { spec: asked }: PreviewRequest,
  basis?: PreviewBasis,
): LocalPreview {
  try {
    if (!basis) {
      return ofFormAlone(parseRoleSpec(asked));
    }
    const spec = resolveRoleSpec(asked, basis.account);
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
    // No fault of the form: the account has to be known first.
    return {};
  }
}

function policyOf(spec: RoleSpec): PolicyPreview {
  return {
    documents: documents(spec),
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
  };
}
