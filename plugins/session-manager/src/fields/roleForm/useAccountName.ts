import { accountIn } from '../../components/role/formProposals';
import { useRoleForm } from './RoleFormContext';

/** The name of the account in the form, or its ID. */
export function useAccountName(): string {
  const { form, facts } = useRoleForm();
  return (
    facts.preferences?.accountName ??
    accountIn(form, facts)?.name ??
    String(form.accountId ?? '')
  );
}
