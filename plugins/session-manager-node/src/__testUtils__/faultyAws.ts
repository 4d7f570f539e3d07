import { createServer, request } from 'node:http';
import { AddressInfo } from 'node:net';

/** What is answered in place of AWS. */
export interface ErrorAnswer {
  status: number;
  /** AWS's error code. */
  code: string;
  message?: string;
}

/**
 * What goes wrong: AWS refuses, or does what it is asked and the answer is
 * lost on the way.
 */
export type Fault = ErrorAnswer | 'answer lost';

/** The id of each request that is answered so. */
export const REQUEST_ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';

/**
 * An HTTP server in front of an AWS endpoint that answers some calls itself,
 * in the words of AWS's query protocol:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 *
 * @param faultFor - given the operation, and how often it came before
 */
export async function startFaultyAws(
  target: string,
  faultFor: (operation: string, before: number) => Fault | undefined,
) {
  const seen = new Map<string, number>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const operation = new URLSearchParams(body.toString()).get('Action') ?? '';
    const before = seen.get(operation) ?? 0;
    seen.set(operation, before + 1);
    const fault = faultFor(operation, before);
    if (fault && fault !== 'answer lost') {
      outgoing.writeHead(fault.status, {
        'content-type': 'text/xml',
        'x-amzn-requestid': REQUEST_ID,
      });
      outgoing.end(errorResponse(fault));
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, target), { method, headers });
    onward.on('response', answer => {
      if (fault === 'answer lost') {
        answer.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    timesSeen: (operation: string) => seen.get(operation) ?? 0,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function errorResponse({
  code,
  message = `This is ${code}`,
}: ErrorAnswer): string {
  return [
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">',
    `<Error><Type>Sender</Type><Code>${code}</Code>`,
    `<Message>${message}</Message></Error>`,
    `<RequestId>${REQUEST_ID}</RequestId>`,
    '</ErrorResponse>',
  ].join('');
}
