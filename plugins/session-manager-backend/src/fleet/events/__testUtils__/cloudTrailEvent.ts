import { ACCOUNT } from '../../__testUtils__/predictedRole';

/** An event of a call as EventBridge sends it. */
export function cloudTrailEvent(
  service: string,
  eventName: string,
  requestParameters: object | null,
  changes: { account?: string; region?: string; detail?: object } = {},
) {
  const { account = ACCOUNT, region = 'us-east-1', detail } = changes;
  return {
    version: '0',
    id: '36eb8523-97d0-4518-b33d-ee3579ff19f0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account,
    time: '2026-11-30T20:06:16Z',
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:ada',
        arn: `arn:aws:sts::${account}:assumed-role/admin/ada`,
        accountId: account,
      },
      eventTime: '2026-11-30T20:06:16Z',
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: region,
      sourceIPAddress: '192.0.2.0',
      userAgent: 'aws-cli/2.31.0',
      requestParameters,
      responseElements: null,
      requestID: '7bb906fa-dc21-4350-b65c-808ff0f72f55',
      eventID: 'c217db1f-903f-4a2f-8f88-9580182d6313',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
      ...detail,
    },
  };
}
