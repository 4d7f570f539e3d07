import { useCallback, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityRoles,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { useSearchParams } from 'react-router-dom';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { CardSkeleton } from '../components/CardSkeleton';
import { NoRole } from '../components/role/NoRole';
import { ProblemNotice } from '../components/ProblemNotice';
import { Section } from '../components/Section';
import { Warnings } from '../components/role/Warnings';
import { worstFirst } from '../components/role/roleState';
import { roleTemplates, RoleTemplates } from '../components/role/templateForm';
import { useTemplatesInLanguage } from '../components/role/useTemplatesInLanguage';
import { useEntityRoles } from '../hooks/useEntityRoles';
import { useQuery } from '../hooks/useQuery';
import { NODES_SECTION, ROLE_PARAM } from '../hooks/useRolePath';
import { sessionManagerTranslationRef } from '../translation/ref';
import { RoleHeader } from './RoleHeader';
import { RoleReadinessView } from './RoleReadinessView';
import { RoleRequests } from './RoleRequests';
import { sectionTabId, useSection } from './Sections';
import { ServiceNodes } from './ServiceNodes';

/** @public */
export interface EntitySessionManagerContentProps {
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

/** Whether sessions on the entity's roles work, and why. */
export function EntitySessionManagerContent(
  props: EntitySessionManagerContentProps,
) {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // The key resets all state when the entity changes.
  return (
    <Roles
      key={entityRef}
      entityRef={entityRef}
      templates={useTemplatesInLanguage(roleTemplates(props))}
    />
  );
}

interface Target {
  entityRef: string;
  templates: RoleTemplates;
}

function Roles({ entityRef, templates }: Target) {
  const { entity } = useEntity();
  const { known, problem, checkAgain } = useEntityRoles(entityRef);
  if (problem && (!known || problem.kind === 'not-allowed')) {
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
        <ChosenRole
          entityRef={entityRef}
          known={known}
          templates={templates}
          onChanged={checkAgain}
        />
      ) : (
        <WithoutRole
          entityRef={entityRef}
          known={known}
          template={templates.template}
        />
      )}
      <Warnings entity={entity} known={known} />
    </>
  );
}

/** The nodes may be online by the role of Default Host Management. */
function WithoutRole({
  entityRef,
  known,
  template,
}: {
  entityRef: string;
  known: EntityRoles;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Section title={t('readiness.noRole')}>
        <NoRole
          sure={known.incomplete.length === 0}
          may={known.mayCreate}
          entityRef={entityRef}
          template={template}
        />
      </Section>
      <Section title={t('readiness.sections.nodes')}>
        <ServiceNodes entityRef={entityRef} />
      </Section>
    </>
  );
}

/** The selected role, or the one in the worst state. */
function ChosenRole({
  known,
  ...target
}: Target & { known: EntityRoles; onChanged: () => void }) {
  const roles = worstFirst(known.roles);
  const [params, setParams] = useSearchParams();
  const chosen = params.get(ROLE_PARAM);
  const role = roles.find(({ roleArn }) => roleArn === chosen) ?? roles[0];
  const choose = (roleArn: string) => setParams({ [ROLE_PARAM]: roleArn });
  return (
    <Role
      // What is shown depends on the service that the role belongs to.
      key={`${role.roleArn} ${role.status}`}
      role={role}
      roles={roles}
      onRole={choose}
      {...target}
    />
  );
}

function Role({
  role,
  roles,
  entityRef,
  templates,
  onRole,
  onChanged,
}: Target & {
  role: RoleStatus;
  roles: readonly RoleStatus[];
  onRole: (roleArn: string) => void;
  onChanged: () => void;
}) {
  const [region, setRegion] = useState<string>();
  const [checks, setChecks] = useState(0);
  const { refetch, ...query } = useReadiness(entityRef, role.roleArn, region);
  const [, select] = useSection();
  const checkAgain = () => {
    refetch();
    onChanged();
    setChecks(count => count + 1);
  };
  const showNodes = () => {
    select(NODES_SECTION);
    document.getElementById(sectionTabId(NODES_SECTION))?.focus();
  };
  const hasSections = query.known?.status === 'found';
  return (
    <>
      <RoleHeader
        role={role}
        roles={roles}
        query={query}
        entityRef={entityRef}
        templates={templates}
        onRole={onRole}
        onRegion={setRegion}
        onAgain={checkAgain}
        onChanged={onChanged}
        onConnect={hasSections ? showNodes : undefined}
      />
      <RoleReadinessView
        query={query}
        role={role}
        entityRef={entityRef}
        templates={templates}
        checks={checks}
        requests={<RoleRequests entityRef={entityRef} />}
      />
    </>
  );
}

function useReadiness(entityRef: string, roleArn: string, region?: string) {
  const api = useApi(sessionManagerApiRef);
  const load = useCallback(
    (again: boolean) =>
      api.getRoleReadiness(entityRef, { roleArn, region, refresh: again }),
    [api, entityRef, roleArn, region],
  );
  return useQuery(load);
}
