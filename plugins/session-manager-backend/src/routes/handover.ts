import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { HandoverService } from '../handover/HandoverService';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

const PEOPLE = { allow: ['user'] } satisfies Parameters<
  HttpAuthService['credentials']
>[1];

/**
 * Hands secrets over: a task stores one on behalf of the user who started it,
 * and only that user can open it.
 */
export function addHandoverRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    handover: HandoverService;
  },
): void {
  const { auditor, httpAuth, handover } = options;

  router.use('/handovers', (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    // The portal may be configured to send referrers to other sites.
    res.setHeader('referrer-policy', 'no-referrer');
    next();
  });

  router.post('/handovers', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, PEOPLE);
    const { activationId } = req.body.subject;
    await audited(
      auditor,
      {
        eventId: 'handover-mutate',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: 'create', activationId },
      },
      async () => {
        const kept = await handover.handOver(req.body, principal.userEntityRef);
        res.status(201).json(kept);
        return { handoverId: kept.id };
      },
    );
  });

  router.get('/handovers/:id', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, PEOPLE);
    const { id: handoverId } = req.params;
    await audited(
      auditor,
      { eventId: 'handover-fetch', request: req, meta: { handoverId } },
      async () => {
        res.json(await handover.get(handoverId, principal.userEntityRef));
        return undefined;
      },
    );
  });

  router.post('/handovers/:id/open', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, PEOPLE);
    const { id: handoverId } = req.params;
    await audited(
      auditor,
      {
        eventId: 'handover-mutate',
        severityLevel: 'high',
        request: req,
        meta: { actionType: 'open', handoverId },
      },
      async () => {
        const opened = await handover.open(
          handoverId,
          req.body.key,
          principal.userEntityRef,
        );
        res.json(opened);
        return undefined;
      },
    );
  });
}
