// The process of the local sign-in. It receives its options in the first IPC
// message, responds with its endpoint or an error, and ends with its parent.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { configuration } from './configuration.mjs';
import { loginPage } from './loginPage.mjs';

const DENIED = {
  error: 'access_denied',
  error_description: 'No user selected',
};

process.once('disconnect', () => process.exit());
const [options] = await once(process, 'message');
const server = createServer();
server.once('error', error => process.send({ error: error.code }));
server.listen(options.port, '127.0.0.1', () => {
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const provider = quietly(
    () => new Provider(endpoint, configuration(options)),
  );
  const answer = provider.callback();
  server.on('request', (req, res) =>
    req.url.startsWith('/login/')
      ? logIn(provider, req, res)
      : answer(req, res),
  );
  process.send({ endpoint });
});

/** Without the provider's warning that its state is in memory, as intended here. */
function quietly(create) {
  const { warn } = console;
  console.warn = () => {};
  try {
    return create();
  } finally {
    console.warn = warn;
  }
}

/** Shows the users and signs in the selected one. */
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
    res.end('This sign-in has expired. Close the window and start again.');
  }
}

async function formOf(req) {
  const chunks = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
