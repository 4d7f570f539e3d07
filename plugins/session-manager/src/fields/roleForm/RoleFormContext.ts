import { createContext, useContext } from 'react';
import { InputError } from '@backstage/errors';
import { FormFacts } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { SharedState } from '../../hooks/useSharedQuery';
import { AccountPreferences } from 'backstage-plugin-session-manager-common';
import { Proposals } from '../../components/role/formProposals';

/** What the layout of the form shows beside the fields. */
export interface RoleFormState {
  form: FormData;
  facts: FormFacts;
  /** What is filled in. */
  proposals: Proposals;
  /** What the session preferences alone would fill in. */
  preferred: Proposals;
  preferences: SharedState<AccountPreferences> & { refetch: () => void };
  isRoleLoading: boolean;
  change(values: Record<string, unknown>): void;
}

export const RoleFormContext = createContext<RoleFormState | undefined>(
  undefined,
);

export function useRoleForm(): RoleFormState {
  const state = useContext(RoleFormContext);
  if (!state) {
    throw new InputError('The layout is rendered outside of its form');
  }
  return state;
}
