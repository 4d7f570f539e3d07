import { once } from 'node:events';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { serializeError, toError } from '@backstage/errors';
import { Response } from 'express';
import { WhatIfRoles, WhatIfStep } from '../fleet/whatIf/WhatIfRoles';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

const NDJSON = 'application/x-ndjson';

/** What a change would do to the roles that the caller may see. */
export function addWhatIfRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    whatIfRoles: WhatIfRoles;
  },
): void {
  const { auditor, httpAuth, whatIfRoles } = options;

  router.post('/what-if', async (req, res) => {
    const { body } = req;
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { signal } = abortedWith(res);
    const { accountId, region, change } = body;
    await audited(
      auditor,
      {
        eventId: 'what-if',
        severityLevel: 'low',
        request: req,
        meta: { accountId, region, parts: Object.keys(change) },
      },
      async () => {
        if (req.accepts(['json', NDJSON]) !== NDJSON) {
          const found = await whatIfRoles.page(body, credentials, signal);
          res.json(found);
          return { total: found.total, unsafe: found.unsafe };
        }
        const steps = whatIfRoles.stream(body, credentials, signal);
        // A refusal is answered with its status, as without a stream.
        const first = await steps.next();
        await writeLines(res as Response, first, steps);
        return undefined;
      },
    );
  });
}

/** Nobody waits for the answer any more. */
function abortedWith(
  res: Pick<Response, 'on' | 'writableFinished'>,
): AbortController {
  const controller = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) {
      controller.abort();
    }
  });
  return controller;
}

/**
 * Writes a line for each step. Once the response has begun, an error is a line of
 * its own.
 */
async function writeLines(
  res: Response,
  first: IteratorResult<WhatIfStep, void>,
  steps: AsyncGenerator<WhatIfStep>,
): Promise<void> {
  res.type(NDJSON);
  // Compression would hold lines back until there are enough of them.
  res.setHeader('Cache-Control', 'no-store, no-transform');
  const write = async (line: object) => {
    if (!res.write(`${JSON.stringify(line)}\n`) && !res.destroyed) {
      await Promise.race([once(res, 'drain'), once(res, 'close')]);
    }
  };
  try {
    for (let step = first; !step.done; step = await steps.next()) {
      await write(step.value);
    }
  } catch (error) {
    if (res.destroyed) {
      throw error;
    }
    const { name, message } = serializeError(toError(error));
    await write({ error: { name, message } });
    throw error;
  } finally {
    res.end();
  }
}
