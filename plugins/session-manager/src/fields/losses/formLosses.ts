import { SpecLoss, specLosses } from 'backstage-plugin-session-manager-common';
import { accountIn } from '../../components/role/formProposals';
import { roleOfForm } from '../../components/role/roleForm';
import { FormFacts } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { LossesProps } from './schema';

/** What the form has no fields for. */
export type FormOptions = NonNullable<LossesProps['uiSchema']['ui:options']>;

/** What the role that has the name in the form would lose. */
export function formLosses(
  form: FormData,
  facts: FormFacts,
  { logs = true, target }: FormOptions = {},
): SpecLoss[] {
  const { role } = facts;
  const next = roleOfForm(form, { hasLogs: logs, target });
  return role?.status === 'found' && role.spec && next
    ? specLosses(role.spec, next.spec, accountIn(form, facts))
    : [];
}
