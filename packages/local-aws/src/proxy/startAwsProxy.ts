import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getLocal, Mockttp } from 'mockttp';
import { AwsCall, awsCall } from './AwsCall';
import { forwardTo } from './forward';
import { journal, RecordedCall } from './journal';

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
  const server = getLocal({ recordTraffic: false });
  await startOnLoopback(server);
  const aws = forwardTo(upstream);
  const calls = journal();
  let answering = passOn;

  await server.forAnyRequest().thenCallback(async request => {
    const { method, path, headers, body } = request;
    const call = awsCall(request, (await body.getText()) ?? '');
    const end = calls.begin(call);
    try {
      const pass = () => aws.send({ method, path, headers }, body.buffer);
      return (await answering(call, pass)) ?? (await pass());
    } finally {
      end();
    }
  });

  return {
    endpoint: `http://127.0.0.1:${server.port}`,
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

/**
 * mockttp listens on every interface and has no option to change that. Node
 * publishes each server before it listens, with the options that it will use:
 * https://nodejs.org/api/diagnostics_channel.html#event-tracingnetserverlistenasyncstart
 */
async function startOnLoopback(server: Mockttp): Promise<void> {
  const channel = 'tracing:net.server.listen:asyncStart';
  const bind = (message: unknown) =>
    Object.assign((message as { options: object }).options, {
      host: '127.0.0.1',
    });
  subscribe(channel, bind);
  try {
    await server.start(0);
  } finally {
    unsubscribe(channel, bind);
  }
}
