import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A pull request with the files of its branch by path. */
export interface OpenedPullRequest {
  title: string;
  body: string;
  head: string;
  base: string;
  files: Record<string, string>;
}

interface Sent {
  content?: string;
  tree?: Array<{ path: string; sha: string }>;
  title?: string;
  body?: string;
  head?: string;
  base?: string;
}

/**
 * The part of GitHub's API, on the loopback interface, that is needed to open a
 * pull request in a repository with one commit.
 * https://docs.github.com/en/rest/git
 */
export async function startGitHub() {
  const blobs: string[] = [];
  const opened: OpenedPullRequest[] = [];
  let files: Record<string, string> = {};

  /** GitHub's answers by the end of the path. */
  const answers: Record<string, ((sent: Sent) => object) | undefined> = {
    'GET /repos/acme/infra': () => ({
      default_branch: 'main',
      fork: false,
      permissions: { push: true },
    }),
    'GET /repos/acme/infra/commits': () => [
      { sha: 'c0', commit: { tree: { sha: 't0' } } },
    ],
    'POST /graphql': () => ({ data: { repository: { ref: null } } }),
    'POST /repos/acme/infra/git/blobs': ({ content = '' }) => {
      blobs.push(Buffer.from(content, 'base64').toString('utf8'));
      return { sha: `blob-${blobs.length - 1}` };
    },
    'POST /repos/acme/infra/git/trees': ({ tree = [] }) => {
      files = Object.fromEntries(
        tree.map(({ path, sha }) => [path, blobs[Number(sha.slice(5))]]),
      );
      return { sha: 't1' };
    },
    'POST /repos/acme/infra/git/commits': () => ({ sha: 'c1' }),
    'POST /repos/acme/infra/git/refs': () => ({}),
    'POST /repos/acme/infra/pulls': sent => {
      const { title = '', body = '', head = '', base = '' } = sent;
      opened.push({ title, body, head, base, files });
      return {
        number: opened.length,
        html_url: `https://github.com/acme/infra/pull/${opened.length}`,
        base: { ref: base },
      };
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const answer = answers[`${request.method} ${pathname}`];
    const sent: unknown = request.method === 'POST' ? await json(request) : {};
    response.statusCode = answer ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        answer
          ? answer(sent as Sent)
          : { message: `No ${request.method} ${pathname} here` },
      ),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    apiBaseUrl: `http://127.0.0.1:${port}`,
    opened,
    stop: () =>
      new Promise(done => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
}
