import express from 'express';
import request from 'supertest';
import { refuseOtherMethods } from './refuseOtherMethods';

const NEXT = 299;
const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';

describe('refuseOtherMethods', () => {
  const app = express()
    .use(refuseOtherMethods)
    .use((_, res) => res.status(NEXT).end());

  it.each([
    ['get', '/requests/dry-run', 405, 'POST'],
    ['delete', `/requests/${ID}`, 405, 'GET'],
    ['options', '/requests/dry-run', 204, 'POST'],
    ['options', `/requests/${ID}`, 204, 'GET'],
    ['options', '/requests', 204, 'GET, POST'],
    ['post', '/requests/dry-run', NEXT, undefined],
    ['get', `/requests/${ID}`, NEXT, undefined],
    ['head', '/accounts', NEXT, undefined],
    ['options', '/nowhere', NEXT, undefined],
    ['post', '/nowhere', NEXT, undefined],
  ] as const)(
    'responds to %s %s with %i, and names the methods of that path: %s',
    async (method, path, status, allowed) => {
      const answer = await request(app)[method](path);

      expect(answer.status).toBe(status);
      expect(answer.headers.allow).toBe(allowed);
    },
  );
});
