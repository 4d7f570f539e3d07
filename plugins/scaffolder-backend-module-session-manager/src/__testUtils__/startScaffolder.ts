import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { scaffolderModuleSessionManager } from '../module';

const TEMPLATES = resolve(__dirname, '../../../../templates');

interface TaskEvent {
  type: string;
  body: { message: string; output?: JsonObject };
}

/** One of the repository's templates. */
export function readTemplate(name: string): Entity {
  return parse(readFileSync(`${TEMPLATES}/${name}/template.yaml`, 'utf8'));
}

/** Starts a scaffolder with the module and some templates, over HTTP. */
export async function startScaffolder(options: {
  templates: Entity[];
  config: JsonObject;
  features?: BackendFeature[];
}) {
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleSessionManager,
      catalogServiceMock.factory({ entities: options.templates }),
      mockServices.rootConfig.factory({ data: options.config }),
      ...(options.features ?? []),
    ],
  });
  const address = backend.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const ask = (path: string, body?: object, user = mockCredentials.user()) =>
    fetch(`http://127.0.0.1:${port}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(
          user.principal.userEntityRef,
        ),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
  return {
    ask,
    async stop() {
      // The scaffolder polls for a task's end every second; if the backend
      // stops earlier, it polls once more in a closed database.
      await sleep(1_500);
      await backend.stop();
    },
    /** Runs a template to its end; returns the task's result. */
    async run(templateName: string, values: object) {
      const answer = await ask('/scaffolder/v2/tasks', {
        templateRef: `template:default/${templateName}`,
        values,
      });
      const { id } = await answer.json();
      for (;;) {
        const events: TaskEvent[] = await (
          await ask(`/scaffolder/v2/tasks/${id}/events`)
        ).json();
        const end = events.find(({ type }) => type === 'completion');
        if (end) {
          const task = await (await ask(`/scaffolder/v2/tasks/${id}`)).json();
          return {
            id: id as string,
            status: task.status as string,
            log: events.map(({ body }) => body.message).join('\n'),
            output: end.body.output,
          };
        }
        await new Promise(wake => setTimeout(wake, 50));
      }
    },
  };
}
