import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  documents,
  ObservedRole,
  parseRoleSpec,
  plan,
  ResolvedRoleSpec,
  resolveRoleSpec,
  roleConsoleUrl,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  keptBy,
  namesOf,
  observeRole,
  toAwsError,
} from 'backstage-plugin-session-manager-node';
import { ReadThrough, SETTLED_AFTER } from '../cache/readThrough';
import { createTakenNames } from './takenNames';
import { RolePreviewService } from './RolePreviewService';

/** The service, whole. AWS is asked when a request needs it. */
export function createRolePreviewService(options: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  readThrough: ReadThrough;
}): RolePreviewService {
  const { accounts, catalog, readThrough } = options;
  const takenNames = createTakenNames(catalog);

  /** A form asks at each change of a field: IAM is asked now and then. */
  async function observe(
    { iam, settings }: AwsAccount,
    spec: ResolvedRoleSpec,
  ): Promise<ObservedRole> {
    const names = namesOf(spec);
    try {
      const { value } = await readThrough.read(
        `preview:${settings.accountId}:${JSON.stringify(names)}`,
        () => observeRole(iam, names),
        { fresh: false, keep: () => SETTLED_AFTER },
      );
      return value;
    } catch (error) {
      throw toAwsError(error);
    }
  }

  return {
    async preview({ spec: wanted, credentials, ...planOptions }) {
      const account = await accounts.get(parseRoleSpec(wanted).accountId);
      const spec = resolveRoleSpec(wanted, account.settings);
      const observed = await observe(account, spec);
      const taken = await takenNames.find(spec, observed, credentials);
      const changes =
        taken.length > 0 ? taken : plan(spec, observed, planOptions);
      return {
        spec,
        documents: documents(spec),
        plan: changes,
        kept: taken.length > 0 ? [] : keptBy(spec, observed, changes),
        consoleUrl: roleConsoleUrl(spec.partition, spec.roleName),
      };
    },
  };
}
