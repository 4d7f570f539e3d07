import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getLocal, Mockttp } from 'mockttp';
import { AwsCall, awsCall } from './AwsCall';
import { forwardTo } from './forward';
import { journal, SeenCall } from './journal';

/**
 * An HTTP answer.
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
 * Decides how a call is answered: by something of its own, by a connection
 * that breaks, or, where it says nothing, by what AWS answers. It may also pass
 * the call on itself, and then do what it likes with AWS's answer.
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
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  endpoint: string;
  /** The calls since the last look, in the order in which they came. */
  calls(): SeenCall[];
  /** Answers so from now on; by default every call is passed on. */
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
  const seen = journal();
  let answering = passOn;

  await server.forAnyRequest().thenCallback(async request => {
    const { method, path, headers, body } = request;
    const call = awsCall(request, (await body.getText()) ?? '');
    const end = seen.begin(call);
    try {
      const pass = () => aws.send({ method, path, headers }, body.buffer);
      return (await answering(call, pass)) ?? (await pass());
    } finally {
      end();
    }
  });

  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    calls: seen.take,
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
 * mockttp takes every interface and has no option for one. Node tells of each
 * server before it listens, with the options that it will listen by:
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
