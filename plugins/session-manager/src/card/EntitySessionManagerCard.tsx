import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { CardState, overallState } from '../components/role/roleState';
import { Check, useEntityRoles } from '../hooks/useEntityRoles';
import {
  DEFAULT_ATTACH_TEMPLATE,
  DEFAULT_TEMPLATE,
} from '../components/role/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CardSkeleton } from '../components/CardSkeleton';
import { CheckLine } from './CheckLine';
import { NoRole } from '../components/role/NoRole';
import { PendingRequests } from './PendingRequests';
import { ProblemNotice } from '../components/ProblemNotice';
import { RoleList } from './RoleList';
import { StateMark } from '../components/role/StateMark';
import { Warnings } from '../components/role/Warnings';

/** @public */
export interface EntitySessionManagerCardProps {
  /**
   * The Software Template that makes a role, as `namespace/name`. Default:
   * `default/session-manager-role-logging`.
   */
  template?: string;
  /**
   * The Software Template that attaches a role's instance profile, as
   * `namespace/name`. Default: `default/session-manager-attach-instances`.
   */
  attachTemplate?: string;
}

/** The Session Manager roles of the entity that the page is about. */
export function EntitySessionManagerCard({
  template = DEFAULT_TEMPLATE,
  attachTemplate = DEFAULT_ATTACH_TEMPLATE,
}: EntitySessionManagerCardProps) {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // By its key, nothing known of one entity outlives the way to the next.
  return (
    <RolesCard
      key={entityRef}
      entity={entity}
      entityRef={entityRef}
      template={template}
      attachTemplate={attachTemplate}
    />
  );
}

interface RolesCardProps {
  entity: Entity;
  entityRef: string;
  template: string;
  attachTemplate: string;
}

function RolesCard(props: RolesCardProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { checkAgain, ...check } = useEntityRoles(props.entityRef);
  const state = cardState(check);
  return (
    <EntityInfoCard
      title={t('title')}
      headerActions={
        state ? <StateMark state={state} /> : <Skeleton width={96} />
      }
      footerActions={
        <CheckLine check={check} state={state} onCheckAgain={checkAgain} />
      }
    >
      <CardContent {...props} check={check} onChanged={checkAgain} />
    </EntityInfoCard>
  );
}

function CardContent({
  check: { known, problem },
  entity,
  onChanged,
  ...target
}: RolesCardProps & { check: Check; onChanged: () => void }) {
  if (problem?.kind === 'not-allowed' || (problem && !known)) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return <CardSkeleton />;
  }
  return (
    <>
      {problem && (
        <ProblemNotice problem={problem} shownFrom={known.checkedAt} />
      )}
      {known.roles.length > 0 ? (
        <RoleList roles={known.roles} onChanged={onChanged} {...target} />
      ) : (
        <NoRole
          sure={known.incomplete.length === 0}
          may={known.mayCreate}
          {...target}
        />
      )}
      <PendingRequests entityRef={target.entityRef} />
      <Warnings entity={entity} known={known} />
    </>
  );
}

/** Nothing before the first answer. A right that was lost hides what was known. */
function cardState({ known, problem }: Check): CardState | undefined {
  if (problem?.kind === 'not-allowed') {
    return 'not-allowed';
  }
  if (known) {
    return overallState(known);
  }
  return problem && 'unknown';
}
