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
import { displayNames } from '../people/displayNames';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { createMembership } from '../people/Membership';
import { createRequestAccess } from '../permissions/RequestAccess';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility } from '../permissions/RoleVisibility';
import { RoleStatusService } from '../roles/RoleStatusService';
import { VisiblePlans } from '../preview/VisiblePlans';
import { createOutcomes } from './execution/outcomes';
import { createBucketOwnerParts } from './execution/BucketOwnerParts';
import { createTaskStarter } from './execution/TaskStarter';
import { createTaskWatch } from './execution/TaskWatch';
import { AutoApproval } from '../preview/AutoApproval';
import { createRequestService } from './createRequestService';
import { RequestService } from './RequestService';
import { createRequestTransitions } from './RequestTransitions';
import { createRolePlans } from './RolePlans';
import { audienceOf } from './notifications/audience';
import { createRequestNotifier } from './notifications/RequestNotifier';
import { createVisibleRequests } from './visibleRequests';

/** Services of Backstage, and parts that the plugin already has. */
export interface RequestDependencies {
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

/** Assembles the request service. */
export function createRequests(parts: RequestDependencies): RequestService {
  const { accounts } = parts;
  const accountName = (accountId: string) =>
    configuredAccount(accounts, accountId)?.name;
  const membership = createMembership(parts);
  const audience = (request: RoleRequest) =>
    audienceOf(request, { ...parts, membership });
  const notifier = createRequestNotifier({
    ...parts,
    audienceOf: audience,
    accountName,
    displayNames: refs => displayNames(refs, parts),
    mayGrantIn: accountId => {
      const config = configuredAccount(accounts, accountId);
      return config !== undefined && !config.approval;
    },
  });
  const outcomes = createOutcomes({ ...parts, notifier });
  const transitions = createRequestTransitions(parts.knex, async result => {
    await notifier.transitioned(result);
    await outcomes.afterTransition(result);
  });
  const plans = createRolePlans(parts);
  const starter = createTaskStarter({
    ...parts,
    plans,
    transitions,
    notifier,
  });
  return createRequestService({
    ...parts,
    audienceOf: audience,
    notifier,
    transitions,
    starter,
    access: createRequestAccess(parts),
    membership,
    callers: createCallers({ ...parts, membership }),
    visibleRequests: createVisibleRequests(parts),
    plans,
    tasks: createTaskWatch(parts),
    outcomes,
    bucketOwnerParts: createBucketOwnerParts({ accounts }),
    named: request => ({
      ...request,
      accountName: accountName(request.spec.accountId),
    }),
  });
}
