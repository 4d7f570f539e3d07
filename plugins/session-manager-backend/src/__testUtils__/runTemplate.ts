import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { Portal } from './useRequests';

/** How a task ended, and its log; or why it did not start. */
export interface TemplateRun {
  status: string;
  log: string;
}

/** Runs a template of the catalog as a user, to its end. */
export async function runTemplate(
  portal: Portal,
  header: string,
  name: string,
  values: object,
): Promise<TemplateRun> {
  const path = '/api/scaffolder/v2/tasks';
  const begun = await request(portal.server)
    .post(path)
    .set('authorization', header)
    .send({ templateRef: `template:default/${name}`, values });
  if (begun.status !== 201) {
    return { status: String(begun.status), log: begun.text };
  }
  const get = async (rest: string) =>
    (
      await request(portal.server)
        .get(`${path}/${begun.body.id}${rest}`)
        .set('authorization', header)
        .expect(200)
    ).body;
  for (;;) {
    const { status } = await get('');
    if (status === 'failed' || status === 'completed') {
      return { status, log: JSON.stringify(await get('/events')) };
    }
    await sleep(50);
  }
}
