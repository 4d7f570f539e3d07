import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ConnectService } from '../connect/ConnectService';
import { entityRefFrom } from '../input/entityRefs';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

/** Returns how the caller connects to the nodes of an entity. */
export function addConnectRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    connect: ConnectService;
    httpAuth: HttpAuthService;
  },
): void {
  const { auditor, connect, httpAuth } = options;

  router.get('/entities/:kind/:namespace/:name/connect', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { refresh = false } = req.query;
    const question = { entityRef: entityRefFrom(req.params), refresh };
    await audited(
      auditor,
      {
        eventId: 'connect-fetch',
        severityLevel: 'low',
        request: req,
        meta: question,
      },
      async () => {
        const found = await connect.getConnect({ ...question, credentials });
        res.json(found);
        return { nodes: found.nodes.length };
      },
    );
  });
}
