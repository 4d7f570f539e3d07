import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { CardState, overallState } from '../components/role/roleState';
import { Check, useEntityRoles } from '../hooks/useEntityRoles';
import { roleTemplates, RoleTemplates } from '../components/role/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CardSkeleton } from '../components/CardSkeleton';
import { CheckLine } from './CheckLine';
import { NoRole } from '../components/role/NoRole';
import { PendingRequests } from './PendingRequests';
import { ProblemNotice } from '../components/ProblemNotice';
import { RoleList } from './RoleList';
import { StateMark } from '../components/role/StateMark';
import { UnattachedNotice } from './UnattachedNotice';
import {
  UnattachedCount,
  useUnattachedInstances,
} from './useUnattachedInstances';
import { useTemplatesInLanguage } from '../components/role/useTemplatesInLanguage';
import { Warnings } from '../components/role/Warnings';

/** @public */
export interface EntitySessionManagerCardProps {
  /**
   * The Software Template that creates, changes or repairs a role, as
   * `namespace/name`. Default: `default/session-manager-role-logging`.
   */
  template?: string;
  /**
   * The Software Template that attaches a role's instance profile, as
   * `namespace/name`. Default: `default/session-manager-attach-instances`.
   */
  attachTemplate?: string;
  /**
   * The Software Template that deletes a role, as `namespace/name`. Default:
   * `default/session-manager-role-delete`.
   */
  deleteTemplate?: string;
}

/** The Session Manager roles of the entity of the page. */
export function EntitySessionManagerCard(props: EntitySessionManagerCardProps) {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // The key resets all state when the entity changes.
  return (
    <RolesCard
      key={entityRef}
      entity={entity}
      entityRef={entityRef}
      templates={useTemplatesInLanguage(roleTemplates(props))}
    />
  );
}

interface RolesCardProps {
  entity: Entity;
  entityRef: string;
  templates: RoleTemplates;
}

function RolesCard(props: RolesCardProps) {
  const { entityRef } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { checkAgain, ...check } = useEntityRoles(entityRef);
  const instances = useUnattachedInstances(entityRef, isReadable(check));
  const state = cardState(check);
  const checkAll = () => {
    checkAgain();
    instances.refetch();
  };
  return (
    <EntityInfoCard
      title={t('title')}
      headerActions={
        state ? <StateMark state={state} /> : <Skeleton width={96} />
      }
      footerActions={
        <CheckLine check={check} state={state} onCheckAgain={checkAll} />
      }
    >
      <CardContent
        {...props}
        check={check}
        instances={instances}
        onChanged={checkAgain}
      />
    </EntityInfoCard>
  );
}

function CardContent({
  check: { known, problem },
  entity,
  instances,
  onChanged,
  ...target
}: RolesCardProps & {
  check: Check;
  instances: UnattachedCount;
  onChanged: () => void;
}) {
  if (problem?.kind === 'not-allowed' || (problem && !known)) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return <CardSkeleton />;
  }
  const { entityRef, templates } = target;
  return (
    <>
      {problem && (
        <ProblemNotice problem={problem} shownFrom={known.checkedAt} />
      )}
      {known.roles.length > 0 ? (
        <RoleList
          roles={known.roles}
          mayAddElsewhere={known.mayCreateElsewhere}
          onChanged={onChanged}
          {...target}
        />
      ) : (
        <NoRole
          sure={known.incomplete.length === 0}
          may={known.mayCreate}
          entityRef={entityRef}
          template={templates.template}
        />
      )}
      <UnattachedNotice
        {...instances}
        roles={known.roles}
        entityRef={entityRef}
        template={templates.attachTemplate}
      />
      <PendingRequests entityRef={entityRef} />
      <Warnings entity={entity} known={known} />
    </>
  );
}

function isReadable({ known, problem }: Check): boolean {
  return known !== undefined && problem?.kind !== 'not-allowed';
}

/** Undefined before the first response, and if the caller has lost access. */
function cardState({ known, problem }: Check): CardState | undefined {
  if (problem?.kind === 'not-allowed') {
    return 'not-allowed';
  }
  if (known) {
    return overallState(known);
  }
  return problem && 'unknown';
}
