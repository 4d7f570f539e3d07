import {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  LimitsConfig,
} from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { configuredAccount } from '../accounts/configuredAccounts';
import { Deadlines } from '../accounts/deadlines';
import { SharedReadCache } from '../cache/SharedReadCache';
import { createCallers } from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { createMembership } from '../people/Membership';
import { createRequestAccess } from '../permissions/RequestAccess';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility } from '../permissions/RoleVisibility';
import { RoleStatusService } from '../roles/RoleStatusService';
import { VisiblePlans } from '../preview/VisiblePlans';
import { createOutcomes } from './execution/outcomes';
import { createOwnersParts } from './execution/OwnersParts';
import { createTaskStarter } from './execution/TaskStarter';
import { createTaskWatch } from './execution/TaskWatch';
import { AutoApproval } from '../preview/AutoApproval';
import { createRequestService } from './createRequestService';
import { RequestService } from './RequestService';
import { createRequestTransitions } from './RequestTransitions';
import { createRolePlans } from './RolePlans';
import { audienceOf } from './notifications/audience';
import { createRequestNews } from './notifications/RequestNews';
import { createVisibleRequests } from './visibleRequests';

/** What Backstage gives, and what the plugin has already. */
export interface RequestParts {
  accounts: AwsAccounts;
  auth: AuthService;
  autoApproval: AutoApproval;
  catalog: CatalogService;
  knex: Knex;
  limits: LimitsConfig;
  logger: LoggerService;
  notifications: NotificationService;
  ownership: EntityOwnership;
  nestedGroups: NestedGroups;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  readCache: SharedReadCache;
  roleAccess: RoleAccess;
  roleStatus: RoleStatusService;
  roleVisibility: RoleVisibility;
  scaffolder: ScaffolderService;
  startDeadline: Deadlines;
  signals: SignalsService;
  templateRef: string;
  userInfo: UserInfoService;
  visiblePlans: VisiblePlans;
}

/** The service of requests, whole. */
export function assembleRequests(parts: RequestParts): RequestService {
  const { accounts } = parts;
  const accountName = (accountId: string) =>
    configuredAccount(accounts, accountId)?.name;
  const membership = createMembership(parts);
  const audience = (request: RoleRequest) =>
    audienceOf(request, { ...parts, membership });
  const news = createRequestNews({
    ...parts,
    audienceOf: audience,
    accountName,
    mayGrantIn: accountId => {
      const config = configuredAccount(accounts, accountId);
      return config !== undefined && !config.approval;
    },
  });
  const outcomes = createOutcomes({ ...parts, news });
  const transitions = createRequestTransitions(parts.knex, async moved => {
    await news.moved(moved);
    await outcomes.afterMove(moved);
  });
  const plans = createRolePlans(parts);
  const starter = createTaskStarter({
    ...parts,
    plans,
    transitions,
    news,
  });
  return createRequestService({
    ...parts,
    audienceOf: audience,
    news,
    transitions,
    starter,
    access: createRequestAccess(parts),
    membership,
    callers: createCallers({ ...parts, membership }),
    visibleRequests: createVisibleRequests(parts),
    plans,
    tasks: createTaskWatch(parts),
    outcomes,
    ownersParts: createOwnersParts({ accounts }),
    named: request => ({
      ...request,
      accountName: accountName(request.spec.accountId),
    }),
  });
}
