import { AwsCall, awsCall } from './AwsCall';
import { forwardTo } from './forward';
import { journal, RecordedCall } from './journal';
import { serveOnLoopback } from './serveOnLoopback';

/**
 * An HTTP response.
 *
 * @public
 */
export interface AwsAnswer {
  statusCode: number;
  headers?: Record<string, string | string[] | undefined>;
  body?: string;
  rawBody?: Uint8Array;
}

/**
 * Decides how a call is answered: with a response of its own, with a connection
 * reset or, if it returns nothing, with the response of AWS. It can also
 * forward the call itself and use AWS's response.
 *
 * @public
 */
export type Answering = (
  call: AwsCall,
  pass: () => Promise<AwsAnswer>,
) => Promise<AwsAnswer | 'reset' | undefined>;

/**
 * A programmable proxy in front of an AWS endpoint.
 *
 * @public
 */
export interface AwsProxy {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  endpoint: string;
  /** The calls since the last invocation, in the order of arrival. */
  calls(): RecordedCall[];
  /**
   * Sets how calls are answered from now on; by default every call is
   * forwarded.
   */
  answer(how?: Answering): void;
  stop(): Promise<void>;
}

const passOn: Answering = async () => undefined;

/**
 * Starts an {@link AwsProxy} on the loopback interface.
 *
 * @public
 */
export async function startAwsProxy(upstream: string): Promise<AwsProxy> {
  const aws = forwardTo(upstream);
  const calls = journal();
  let answering = passOn;

  const server = await serveOnLoopback(async ({ body, ...request }) => {
    const call = awsCall(request, body.toString());
    const end = calls.begin(call);
    try {
      const pass = () => aws.send(request, body);
      return (await answering(call, pass)) ?? (await pass());
    } finally {
      end();
    }
  });

  return {
    endpoint: server.endpoint,
    calls: calls.take,
    answer: (how = passOn) => {
      answering = how;
    },
    stop: async () => {
      await server.stop();
      aws.close();
    },
  };
}
