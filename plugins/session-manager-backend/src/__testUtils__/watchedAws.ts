import {
  createServer,
  IncomingMessage,
  request as forward,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** The request id in every refusal. */
export const REQUEST_ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';

/** An endpoint in front of the local AWS that tells what it was asked. */
export interface WatchedAws {
  endpoint: string;
  /** The operations asked for since the last look, such as `GetRole`. */
  calls(): string[];
  /** Answers these operations with AWS's AccessDenied; none: no longer. */
  refuse(...operations: string[]): void;
  stop(): Promise<void>;
}

/**
 * Starts a {@link WatchedAws} on the loopback interface.
 *
 * @param answered - is told of each answer: what was asked, and its status
 */
export async function watchAws(
  upstream: string,
  answered: (asked: URLSearchParams, status: number) => void = () => {},
): Promise<WatchedAws> {
  const calls: string[] = [];
  let refused: readonly string[] = [];

  const server = createServer(async (req, res) => {
    const body = await textOf(req);
    const operation = operationOf(body);
    calls.push(operation);
    if (refused.includes(operation)) {
      res.writeHead(403, {
        'content-type': 'text/xml',
        'x-amzn-requestid': REQUEST_ID,
      });
      res.end(
        isOfEc2(body) ? unauthorizedOperation() : accessDenied(operation),
      );
    } else {
      pass(upstream, req, body, res, status =>
        answered(new URLSearchParams(body), status),
      );
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => calls.splice(0),
    refuse: (...operations) => {
      refused = operations;
    },
    stop: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A loopback endpoint that nobody listens on. */
export async function closedEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(done => server.close(() => done()));
  return `http://127.0.0.1:${port}`;
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The query protocol, which IAM, EC2 and STS speak, names the operation. */
function operationOf(body: string): string {
  return new URLSearchParams(body).get('Action') ?? 'unknown';
}

function isOfEc2(body: string): boolean {
  return new URLSearchParams(body).get('Version') === '2016-11-15';
}

function pass(
  upstream: string,
  { method, url, headers }: IncomingMessage,
  body: string,
  res: ServerResponse,
  answered: (status: number) => void,
) {
  forward(new URL(url ?? '/', upstream), { method, headers }, answer => {
    answered(answer.statusCode ?? 502);
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  }).end(body);
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
function accessDenied(operation: string): string {
  return `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>AccessDenied</Code>
    <Message>User: arn:aws:iam::111122223333:user/portal is not authorized to perform: iam:${operation}</Message>
  </Error>
  <RequestId>${REQUEST_ID}</RequestId>
</ErrorResponse>`;
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
function unauthorizedOperation(): string {
  return `<Response>
  <Errors>
    <Error>
      <Code>UnauthorizedOperation</Code>
      <Message>You are not authorized to perform this operation.</Message>
    </Error>
  </Errors>
  <RequestID>${REQUEST_ID}</RequestID>
</Response>`;
}
