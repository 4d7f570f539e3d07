import { EvaluationResult } from '@aws-sdk/client-iam';
import { PredictedCall } from 'backstage-plugin-session-manager-common';
import { simulatorResultOf, simulationOf } from './simulation';

const REGION = { 'aws:requestedregion': ['us-east-1'] };
const LOG = 'arn:aws:s3:::corp-logs/web/session-0123456789abcdef0.log';

const call = (more: Partial<PredictedCall> = {}): PredictedCall => ({
  code: 's3-put-denied',
  stage: 'log',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::corp-logs/web/*.log',
  isForeign: false,
  context: REGION,
  absentKeys: [],
  roleSide: 'allowed',
  ...more,
});

const decrypt = call({
  code: 'session-key-decrypt-denied',
  stage: 'start',
  action: 'kms:Decrypt',
  resource: 'arn:aws:kms:us-east-1:111122223333:key/1',
  absentKeys: ['kms:viaservice', 's3:x-amz-*'],
});

describe('the request to the simulator', () => {
  it('covers all calls: actions, resources with examples, shared context', () => {
    const channel = call({
      code: 'open-data-channel-denied',
      stage: 'start',
      action: 'ssmmessages:OpenDataChannel',
      resource: 'arn:aws:ssmmessages:us-east-1:111122223333:*',
    });
    const register = call({
      action: 'ssm:UpdateInstanceInformation',
      resource: 'arn:aws:ec2:us-east-1:111122223333:instance/*',
    });

    expect(simulationOf([register, channel, call()])).toEqual({
      ActionNames: [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:OpenDataChannel',
        's3:PutObject',
      ],
      ResourceArns: [
        'arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0',
        'arn:aws:ssmmessages:us-east-1:111122223333:*',
        LOG,
      ],
      ContextEntries: [
        {
          ContextKeyName: 'aws:requestedregion',
          ContextKeyType: 'string',
          ContextKeyValues: ['us-east-1'],
        },
      ],
    });
  });

  it.each([
    [
      'have other values for',
      call({ context: { 'aws:requestedregion': ['eu-west-1'] } }),
    ],
    ['lack', call({ context: {}, absentKeys: ['aws:*'] })],
  ])('omits a condition key that some calls %s', (_, other) => {
    expect(simulationOf([decrypt, other]).ContextEntries).toEqual([]);
  });
});

describe('the answer of the simulator', () => {
  const result = (more: Partial<EvaluationResult>): EvaluationResult => ({
    EvalActionName: 's3:PutObject',
    EvalDecision: 'allowed',
    ...more,
  });
  const onLog = (
    EvalResourceDecision: 'allowed' | 'implicitDeny' | 'explicitDeny',
    MissingContextValues: string[] = [],
  ) => ({ EvalResourceName: LOG, EvalResourceDecision, MissingContextValues });

  const resultFor = (one: PredictedCall, ...results: EvaluationResult[]) =>
    simulatorResultOf([one], results);

  it('applies to the call’s own resource, whatever the result for others', () => {
    expect(
      resultFor(
        call(),
        result({
          EvalDecision: 'implicitDeny',
          ResourceSpecificResults: [
            { EvalResourceName: '*', EvalResourceDecision: 'implicitDeny' },
            onLog('allowed'),
          ],
        }),
      ),
    ).toEqual({
      status: 'given',
      compared: 1,
      disagreements: [],
      undecided: 0,
    });
  });

  it('may contain one result per resource, the older format', () => {
    expect(
      resultFor(
        call(),
        result({ EvalResourceName: '*', EvalDecision: 'allowed' }),
        result({ EvalResourceName: LOG, EvalDecision: 'implicitDeny' }),
      ).disagreements,
    ).toMatchObject([{ simulated: 'denied', deniedBy: 'policies' }]);
  });

  it.each([
    [
      'organization',
      { OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
      {},
    ],
    [
      'boundary',
      {},
      {
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ],
    ['policies', {}, {}],
  ])('reports that the %s denies', (deniedBy, detail, specific) => {
    expect(
      resultFor(
        call(),
        result({
          ...detail,
          EvalDecision: 'implicitDeny',
          ResourceSpecificResults: [{ ...onLog('implicitDeny'), ...specific }],
        }),
      ).disagreements,
    ).toEqual([
      {
        code: 's3-put-denied',
        stage: 'log',
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::corp-logs/web/*.log',
        predicted: 'allowed',
        simulated: 'denied',
        deniedBy,
      },
    ]);
  });

  it('also disagrees if it allows what is predicted as denied', () => {
    expect(
      resultFor(
        call({ roleSide: 'denied' }),
        result({ ResourceSpecificResults: [onLog('allowed')] }),
      ).disagreements,
    ).toMatchObject([{ predicted: 'denied', simulated: 'allowed' }]);
  });

  it.each<[string, PredictedCall, EvaluationResult[]]>([
    [
      'lacks a condition key',
      call(),
      [
        result({
          ResourceSpecificResults: [onLog('implicitDeny', ['aws:SourceVpce'])],
        }),
      ],
    ],
    [
      'covers a call that is also unknown in the prediction',
      call({ roleSide: 'unknown' }),
      [result({ ResourceSpecificResults: [onLog('allowed')] })],
    ],
    [
      'does not have the policy of another account’s resource',
      call({ isForeign: true }),
      [result({ ResourceSpecificResults: [onLog('implicitDeny')] })],
    ],
    ['contains no result for the call', call(), []],
  ])('is undecided if it %s', (_, one, results) => {
    expect(resultFor(one, ...results)).toEqual({
      status: 'given',
      compared: 0,
      disagreements: [],
      undecided: 1,
    });
  });

  it('is valid if it only lacks keys that the call lacks too', () => {
    expect(
      resultFor(
        call({ absentKeys: ['kms:ViaService'.toLowerCase(), 's3:x-amz-*'] }),
        result({
          ResourceSpecificResults: [
            onLog('allowed', ['kms:ViaService', 's3:x-amz-storage-class']),
          ],
        }),
      ),
    ).toMatchObject({ compared: 1, disagreements: [], undecided: 0 });
  });

  it('denies across accounts if a statement of the role does', () => {
    expect(
      resultFor(
        call({ isForeign: true }),
        result({ ResourceSpecificResults: [onLog('explicitDeny')] }),
      ).disagreements,
    ).toHaveLength(1);
  });
});
