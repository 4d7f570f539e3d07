import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { AnyRequestDecision } from 'backstage-plugin-session-manager-common';
import {
  DECISION_TYPES,
  DecisionType,
  RequestService,
} from '../requests/RequestService';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

type Router = Awaited<ReturnType<typeof createOpenApiRouter>>;

interface Options {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  requests: RequestService;
}

/** The routes for requests for roles. */
export function addRequestRoutes(router: Router, options: Options): void {
  addReading(router, options);
  addFiling(router, options);
  addDryRun(router, options);
  for (const type of DECISION_TYPES) {
    addDecision(router, type, options);
  }
  addCarryingOut(router, options);
}

const ANYBODY = { allow: ['user', 'service'] } satisfies Parameters<
  HttpAuthService['credentials']
>[1];

function addReading(
  router: Router,
  { auditor, httpAuth, requests }: Options,
): void {
  router.get('/requests', async (req, res) => {
    const credentials = await httpAuth.credentials(req, ANYBODY);
    const { query } = req;
    await audited(
      auditor,
      {
        eventId: 'request-fetch',
        request: req,
        meta: { queryType: 'list', view: query.view ?? 'all' },
      },
      async () => {
        const found = await requests.list(query, credentials);
        res.json(found);
        return { requests: found.items.length };
      },
    );
  });

  router.get('/requests/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, ANYBODY);
    const { id: requestId } = req.params;
    await audited(
      auditor,
      {
        eventId: 'request-fetch',
        request: req,
        meta: { queryType: 'by-id', requestId },
      },
      async () => {
        const found = await requests.get(requestId, credentials);
        res.json(found);
        return undefined;
      },
    );
  });
}

function addFiling(
  router: Router,
  { auditor, httpAuth, requests }: Options,
): void {
  router.post('/requests', async (req, res) => {
    const credentials = await httpAuth.credentials(req, ANYBODY);
    await audited(
      auditor,
      {
        eventId: 'request-mutate',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: 'file' },
      },
      async () => {
        const filed = await requests.file(req.body, credentials);
        const { request, created } = filed;
        res.status(created ? 201 : 200).json(filed);
        return { requestId: request.id, created, specHash: request.specHash };
      },
    );
  });
}

/** Stores nothing; refuses callers who may not file, as filing does. */
function addDryRun(router: Router, { httpAuth, requests }: Options): void {
  router.post('/requests/dry-run', async (req, res) => {
    const credentials = await httpAuth.credentials(req, ANYBODY);
    await requests.dryRun(req.body, credentials);
    res.status(204).end();
  });
}

function addDecision(
  router: Router,
  type: DecisionType,
  { auditor, httpAuth, requests }: Options,
): void {
  router.post(`/requests/:id/${type}`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, ANYBODY);
    const { id: requestId } = req.params;
    const decision: AnyRequestDecision = req.body;
    const { specHash, reviewHash } = decision;
    await audited(
      auditor,
      {
        eventId: 'request-mutate',
        severityLevel: type === 'break-glass' ? 'critical' : 'high',
        request: req,
        meta: { actionType: type, requestId, specHash, reviewHash },
      },
      async () => {
        const request = await requests.decide(
          requestId,
          type,
          { ...decision, comment: decision.comment?.trim() || undefined },
          credentials,
        );
        res.json(request);
        return { status: request.state.status };
      },
    );
  });
}

function addCarryingOut(
  router: Router,
  { auditor, httpAuth, requests }: Options,
): void {
  router.post('/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const { taskId, requester } = req.body;
    await audited(
      auditor,
      {
        eventId: 'request-mutate',
        severityLevel: 'medium',
        request: req,
        meta: { actionType: 'run', taskId, requester: requester.ref },
      },
      async () => {
        const request = await requests.recordRun(req.body, credentials);
        res.status(201).json(request);
        return { requestId: request.id, specHash: request.specHash };
      },
    );
  });

  router.post('/requests/:id/claim', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const { id: requestId } = req.params;
    const { taskId } = req.body;
    await audited(
      auditor,
      {
        eventId: 'request-mutate',
        severityLevel: 'high',
        request: req,
        meta: { actionType: 'claim', requestId, taskId },
      },
      async () => {
        const request = await requests.claim(requestId, taskId, credentials);
        res.json(request);
        return { specHash: request.specHash };
      },
    );
  });

  router.post('/requests/:id/report', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const { id: requestId } = req.params;
    const report = req.body;
    await audited(
      auditor,
      {
        eventId: 'request-mutate',
        severityLevel: 'medium',
        request: req,
        meta: {
          actionType: 'report',
          requestId,
          taskId: report.taskId,
          outcome: report.outcome,
        },
      },
      async () => {
        const request = await requests.report(requestId, report, credentials);
        res.json(request);
        return { status: request.state.status };
      },
    );
  });
}
