import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NewBatch } from 'backstage-plugin-session-manager-common';
import { BatchService } from '../batches/BatchService';
import { entityRefFrom } from '../input/entityRefs';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

const PEOPLE = { allow: ['user'] } satisfies Parameters<
  HttpAuthService['credentials']
>[1];

/** Actions of a person for many roles at once. */
export function addBatchRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  {
    auditor,
    httpAuth,
    batches,
  }: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    batches: BatchService;
  },
): void {
  router.post('/batches', async (req, res) => {
    const credentials = await httpAuth.credentials(req, PEOPLE);
    const { action } = req.body;
    await audited(
      auditor,
      {
        eventId: 'batch-mutate',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: 'start', action },
      },
      async () => {
        const { id, ...counts } = await batches.start(
          wanted(req.body),
          credentials,
        );
        res.status(201).json({ id });
        return { batchId: id, ...counts };
      },
    );
  });

  router.post('/batches/plan', async (req, res) => {
    const credentials = await httpAuth.credentials(req, PEOPLE);
    const { action } = req.body;
    await audited(
      auditor,
      {
        eventId: 'batch-fetch',
        severityLevel: 'low',
        request: req,
        meta: { queryType: 'plan', action },
      },
      async () => {
        const plan = await batches.plan(wanted(req.body), credentials);
        res.json(plan);
        return { roles: plan.items.length };
      },
    );
  });

  router.get('/batches/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, PEOPLE);
    const { id: batchId } = req.params;
    await audited(
      auditor,
      {
        eventId: 'batch-fetch',
        severityLevel: 'low',
        request: req,
        meta: { queryType: 'by-id', batchId },
      },
      async () => {
        res.json(await batches.get(batchId, credentials));
        return undefined;
      },
    );
  });
}

function wanted({ entityRef, ...batch }: NewBatch): NewBatch {
  return entityRef === undefined
    ? batch
    : { ...batch, entityRef: entityRefFrom(entityRef) };
}
