// The stand-in's process. It is told what to serve in its first IPC message,
// answers with its endpoint or why there is none, and ends with its parent.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { configuration } from './configuration.mjs';
import { loginPage } from './loginPage.mjs';

const DENIED = { error: 'access_denied', error_description: 'Nobody chosen' };

process.once('disconnect', () => process.exit());
const [options] = await once(process, 'message');
const server = createServer();
server.once('error', error => process.send({ error: error.code }));
server.listen(options.port, '127.0.0.1', () => {
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(endpoint, configuration(options));
  const answer = provider.callback();
  server.on('request', (req, res) =>
    req.url.startsWith('/login/')
      ? logIn(provider, req, res)
      : answer(req, res),
  );
  process.send({ endpoint });
});

/** Shows who there is, and lets in whom one chooses. */
async function logIn(provider, req, res) {
  try {
    await provider.interactionDetails(req, res);
    if (req.method !== 'POST') {
      res.setHeader('content-type', 'text/html; charset=utf-8');
      res.end(loginPage(req.url, options.people));
      return;
    }
    const accountId = (await formOf(req)).get('person');
    const known = options.people.some(({ id }) => id === accountId);
    await provider.interactionFinished(
      req,
      res,
      known ? { login: { accountId, remember: false } } : DENIED,
    );
  } catch {
    res.writeHead(400, { 'content-type': 'text/plain' });
    res.end('This sign-in is over: close the window and begin again.');
  }
}

async function formOf(req) {
  const chunks = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
