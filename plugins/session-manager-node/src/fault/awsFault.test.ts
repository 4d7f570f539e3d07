import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { InputError } from '@backstage/errors';
import {
  awsError,
  AwsError,
  AwsProxy,
  LocalAws,
  REQUEST_ID,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { awsFault } from './awsFault';
import { rememberOperation } from './operationOf';
import { toAwsError } from './toAwsError';

jest.setTimeout(300_000);

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
};
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [] });

describe('awsFault and toAwsError', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws(aws);
  });

  afterEach(() => aws.reset());

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  const clientOf = (endpoint: string) => {
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint,
      credentials,
      maxAttempts: 1,
    });
    rememberOperation('iam')(iam.middlewareStack);
    return iam;
  };

  const errorOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => {
        throw new Error('Expected the call to fail');
      },
      error => error,
    );

  /** The error that a call throws for an answer of AWS. */
  const errorFrom = (error: AwsError) => {
    proxy.answer(async call => awsError(call, error));
    const iam = clientOf(proxy.endpoint);
    return errorOf(iam.send(new GetRoleCommand({ RoleName: 'web' })));
  };

  it.each<[AwsError, string, string, RegExp]>([
    [
      { status: 400, code: 'Throttling' },
      'failed',
      'ServiceUnavailableError',
      /throttled the calls/,
    ],
    [
      { status: 403, code: 'ExpiredToken' },
      'refused',
      'NotAllowedError',
      /Renew/,
    ],
    [
      { status: 403, code: 'InvalidClientTokenId' },
      'refused',
      'NotAllowedError',
      /Check the credentials/,
    ],
    [
      { status: 409, code: 'LimitExceeded' },
      'failed',
      'ConflictError',
      /quota/,
    ],
    [{ status: 400, code: 'InvalidInput' }, 'failed', 'InputError', /Correct/],
    [
      { status: 400, code: 'ValidationError' },
      'failed',
      'InputError',
      /Correct/,
    ],
    [
      { status: 400, code: 'UnmodifiableEntity' },
      'refused',
      'NotAllowedError',
      /Only AWS/,
    ],
    [
      { status: 409, code: 'ConcurrentModification' },
      'failed',
      'ConflictError',
      /run it again/,
    ],
    [
      { status: 500, code: 'ServiceFailure' },
      'failed',
      'ServiceUnavailableError',
      /fault lies with AWS/,
    ],
    [
      { status: 503, code: 'Unheard' },
      'failed',
      'ServiceUnavailableError',
      /fault lies with AWS/,
    ],
    [
      { status: 400, code: 'Unheard' },
      'failed',
      'ServiceUnavailableError',
      /error code/,
    ],
  ])('converts %j', async (answer, kind, name, hint) => {
    const error = await errorFrom(answer);

    expect(awsFault(error)).toEqual({
      kind,
      code: answer.code,
      message: expect.stringMatching(/./),
      hint: expect.stringMatching(hint),
      requestId: REQUEST_ID,
    });
    expect(toAwsError(error)).toMatchObject({
      name,
      code: answer.code,
      requestId: REQUEST_ID,
      message: expect.stringMatching(hint),
    });
  });

  it('names the missing permission and the resource from AWS’s message', async () => {
    const error = await errorFrom({
      status: 403,
      code: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/portal is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/web because no identity-based policy allows the iam:CreateRole action',
    });

    expect(awsFault(error)).toMatchObject({
      kind: 'refused',
      hint: 'The portal’s AWS credentials lack the permission iam:CreateRole on arn:aws:iam::111122223333:role/web.',
    });
  });

  it('explains an explicit deny', async () => {
    const error = await errorFrom({
      status: 403,
      code: 'AccessDenied',
      message:
        'User: x is not authorized to perform: iam:GetRole on resource: role web with an explicit deny in a service control policy',
    });

    expect(awsFault(error).hint).toMatch(
      /iam:GetRole.*service control policies/,
    );
  });

  it('derives the permission from the call if AWS does not name it', async () => {
    const error = await errorFrom({
      status: 403,
      code: 'AccessDenied',
      message: 'Access denied',
    });

    expect(awsFault(error).hint).toBe(
      'The portal’s AWS credentials lack the permission iam:GetRole.',
    );
  });

  it.each<[string, (iam: IAMClient) => Promise<unknown>]>([
    [
      'NoSuchEntity',
      iam => iam.send(new GetRoleCommand({ RoleName: 'absent' })),
    ],
    [
      'EntityAlreadyExists',
      async iam => {
        const create = () =>
          iam.send(
            new CreateRoleCommand({
              RoleName: 'web',
              AssumeRolePolicyDocument: TRUST,
            }),
          );
        await create();
        await create();
      },
    ],
    [
      'DeleteConflict',
      async iam => {
        await iam.send(
          new CreateRoleCommand({
            RoleName: 'web',
            AssumeRolePolicyDocument: TRUST,
          }),
        );
        await iam.send(
          new PutRolePolicyCommand({
            RoleName: 'web',
            PolicyName: 'inline',
            PolicyDocument:
              '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"}}',
          }),
        );
        await iam.send(new DeleteRoleCommand({ RoleName: 'web' }));
      },
    ],
    [
      'MalformedPolicyDocument',
      iam =>
        iam.send(
          new CreatePolicyCommand({ PolicyName: 'web', PolicyDocument: '{' }),
        ),
    ],
  ])('converts %s from the local AWS', async (code, call) => {
    const error = await errorOf(call(clientOf(aws.endpoint)));

    expect(awsFault(error)).toMatchObject({
      kind: 'failed',
      code,
      requestId: expect.stringMatching(/./),
    });
  });

  it('reports an endpoint that refuses connections', async () => {
    const gone = await startAwsProxy(aws.endpoint);
    await gone.stop();

    const error = await errorOf(
      clientOf(gone.endpoint).send(new GetRoleCommand({ RoleName: 'web' })),
    );

    expect(awsFault(error)).toEqual({
      kind: 'unreachable',
      code: 'ECONNREFUSED',
      message: 'AWS cannot be reached.',
      hint: expect.stringContaining('AWS_ENDPOINT_URL'),
    });
    expect(toAwsError(error).name).toBe('ServiceUnavailableError');
  });

  it('reports a host name that cannot be resolved', async () => {
    const error = await errorOf(
      clientOf('http://aws.invalid').send(
        new GetRoleCommand({ RoleName: 'web' }),
      ),
    );

    expect(awsFault(error).kind).toBe('unreachable');
  });

  it('reports missing credentials', async () => {
    const before = { ...process.env };
    delete process.env.AWS_ACCESS_KEY_ID;
    Object.assign(process.env, {
      AWS_CONFIG_FILE: '/absent',
      AWS_SHARED_CREDENTIALS_FILE: '/absent',
    });
    const error = await errorOf(testAccounts().get());
    process.env = before;

    expect(awsFault(error)).toMatchObject({
      kind: 'not-configured',
      message: 'The portal has no AWS credentials.',
    });
  });

  it('reports an account that is not configured', async () => {
    const error = await errorOf(testAccounts().get('999900001111'));

    expect(awsFault(error)).toMatchObject({
      kind: 'not-configured',
      message: expect.stringContaining('999900001111'),
    });
  });

  it('returns the original fault for a converted error', async () => {
    const error = await errorFrom({ status: 403, code: 'AccessDenied' });

    expect(awsFault(toAwsError(error))).toEqual(awsFault(error));
  });

  it('excludes access keys, stacks and the request', async () => {
    const error = await errorFrom({
      status: 400,
      code: 'InvalidInput',
      message: `The key ${credentials.accessKeyId} is\nwrong`,
    });

    const converted = toAwsError(error);

    expect(converted.message).toContain('The key [access key] is wrong');
    const everything = JSON.stringify({ ...converted, ...awsFault(error) });
    expect(everything).not.toMatch(/AKIA|wJalr|\.js:|authorization/i);
    expect(converted.cause).toBeUndefined();
  });

  it('returns any other error unchanged', () => {
    const error = new InputError('s3.bucket: is wrong');

    expect(toAwsError(error)).toBe(error);
  });
});
