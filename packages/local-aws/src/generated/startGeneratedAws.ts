import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { AwsCall, awsCall } from '../proxy/AwsCall';
import { accessDenied, awsError } from '../proxy/awsError';
import type { AwsAnswer } from '../proxy/startAwsProxy';
import {
  DEVELOPMENT_ACCOUNT,
  LocalAwsEnv,
  REGION,
} from '../server/startLocalAws';
import { AccountContent } from './AccountContent';
import { authorizationDetails, ValidationError } from './authorizationDetails';
import { awsPolicyAnswer } from './awsPolicies';
import { noNodes } from './noNodes';
import { queryAnswer } from './xml';

/**
 * A server with any number of accounts of any size.
 *
 * @public
 */
export interface GeneratedAws {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  endpoint: string;
  env: LocalAwsEnv;
  stop(): Promise<void>;
}

/**
 * Options of {@link startGeneratedAws}.
 *
 * @public
 */
export interface GeneratedAwsOptions {
  /** What IAM has in an account. */
  account(accountId: string): AccountContent;
  /**
   * How many items a page of iam:GetAccountAuthorizationDetails has. Default: as
   * many as were asked for.
   */
  pageSize?(asked: number): number;
}

/**
 * Starts a server that answers the calls of a scan as AWS does, in accounts
 * larger than the local AWS can hold: iam:GetAccountAuthorizationDetails in
 * pages, AWS managed policies, and no nodes or session preferences. Everything
 * else is refused. A proxy in front of it can throttle and refuse calls.
 *
 * @public
 */
export async function startGeneratedAws(
  options: GeneratedAwsOptions,
): Promise<GeneratedAws> {
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = '', url = '', headers } = request;
    const call = awsCall({ method, path: url, headers }, body);
    const answer = answerTo(call, body, options);
    response.writeHead(answer.statusCode, answer.headers);
    response.end(answer.body);
  });
  // A client would otherwise reuse a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: keyOf(DEVELOPMENT_ACCOUNT),
      AWS_SECRET_ACCESS_KEY: 'generated-aws',
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(
  call: AwsCall,
  body: string,
  { account, pageSize = asked => asked }: GeneratedAwsOptions,
): AwsAnswer {
  const { operation } = call;
  const parameters = new URLSearchParams(body);
  const accountId = accountOf(call);
  const query = (result: object) => ({
    statusCode: 200,
    headers: { 'content-type': 'text/xml' },
    body: queryAnswer(operation, result),
  });
  try {
    switch (operation) {
      case 'AssumeRole':
        return query(credentialsFor(parameters.get('RoleArn') ?? ''));
      case 'GetCallerIdentity':
        return query({
          Account: accountId,
          Arn: `arn:aws:iam::${accountId}:user/portal`,
        });
      case 'GetAccountAuthorizationDetails':
        return query(
          authorizationDetails(account(accountId), parameters, pageSize),
        );
      case 'GetPolicy':
      case 'GetPolicyVersion':
        return query(awsPolicyAnswer(parameters.get('PolicyArn') ?? ''));
      default:
        return noNodes(call, body) ?? accessDenied(call);
    }
  } catch (error) {
    if (error instanceof ValidationError) {
      const { message } = error;
      return awsError(call, { status: 400, code: 'ValidationError', message });
    }
    throw error;
  }
}

function credentialsFor(roleArn: string) {
  const accountId = roleArn.split(':')[4] ?? '';
  return {
    Credentials: {
      AccessKeyId: keyOf(accountId),
      SecretAccessKey: 'generated-aws',
      SessionToken: 'generated-aws',
      Expiration: new Date(Date.now() + 3_600_000),
    },
    AssumedRoleUser: { Arn: roleArn, AssumedRoleId: `AROA${accountId}` },
  };
}

/** A caller is known by its access key, which names its account. */
function keyOf(accountId: string): string {
  return `GENERATED${accountId}`;
}

function accountOf({ accessKeyId }: AwsCall): string {
  return accessKeyId.slice(keyOf('').length);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
