import { pipeline } from 'node:stream/promises';
import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { FleetRoleQuery } from 'backstage-plugin-session-manager-common';
import { FleetRoles } from '../fleet/FleetRoles';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';
import { rolesCsv } from './rolesCsv';

/** The roles of all accounts that the caller may see, as they were last read. */
export function addFleetRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    fleetRoles: FleetRoles;
  },
): void {
  const { auditor, httpAuth, fleetRoles } = options;

  /** Answers a user or plugin, and audits what was asked for. */
  async function answer(
    request: Parameters<HttpAuthService['credentials']>[0],
    about: FleetRoleQuery & { queryType: string },
    work: (
      credentials: BackstageCredentials,
    ) => Promise<JsonObject | undefined>,
  ): Promise<void> {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { queryType, ...query } = about;
    await audited(
      auditor,
      {
        eventId: 'fleet-fetch',
        severityLevel: 'low',
        request,
        meta: { queryType, ...asMeta(query) },
      },
      () => work(credentials),
    );
  }

  router.get('/roles', async (req, res) => {
    const { query } = req;
    const isCsv = req.accepts(['json', 'csv']) === 'csv';
    const queryType = isCsv ? 'export' : 'list';
    await answer(req, { queryType, ...query }, async credentials => {
      if (!isCsv) {
        const found = await fleetRoles.list(query, credentials);
        res.json(found);
        return { roles: found.items.length };
      }
      const pages = await fleetRoles.stream(query, credentials);
      res.type('text/csv; charset=utf-8');
      res.attachment('session-manager-roles.csv');
      await pipeline(rolesCsv(pages), res);
      return undefined;
    });
  });

  router.get('/roles/variants', async (req, res) => {
    const { query } = req;
    const about = { queryType: 'variants', ...query };
    await answer(req, about, async credentials => {
      const found = await fleetRoles.variants(query, credentials);
      res.json(found);
      return { variants: found.items.length };
    });
  });

  router.get('/roles/summary', async (req, res) => {
    const { query } = req;
    const about = { queryType: 'summary', ...query };
    await answer(req, about, async credentials => {
      const found = await fleetRoles.summarize(query, credentials);
      res.json(found);
      return { roles: found.total };
    });
  });
}

/** The filters and the page, as metadata of an audit event. */
function asMeta({ accountId, owner, state, ...rest }: FleetRoleQuery) {
  return {
    ...rest,
    ...(owner && { owner: [...owner] }),
    ...(accountId && { accountId: [...accountId] }),
    ...(state && { state: [...state] }),
  };
}
