import { AwsCall } from '../proxy/AwsCall';
import { awsError } from '../proxy/awsError';
import type { AwsAnswer } from '../proxy/startAwsProxy';

/**
 * Answers what a scan asks about a region in which nothing was set up;
 * `undefined` to other calls.
 */
export function noNodes(call: AwsCall, body: string): AwsAnswer | undefined {
  switch (call.operation) {
    case 'DescribeInstances':
      return {
        statusCode: 200,
        headers: { 'content-type': 'text/xml' },
        body: '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet/></DescribeInstancesResponse>',
      };
    case 'DescribeInstanceInformation':
      return json({ InstanceInformationList: [] });
    case 'GetDocument':
      return awsError(call, {
        status: 400,
        code: 'InvalidDocument',
        message: 'Document with name SSM-SessionManagerRunShell does not exist.',
      });
    case 'GetServiceSetting':
      return json({
        ServiceSetting: {
          SettingValue: body.includes('activation-tier') ? 'standard' : '$None',
        },
      });
    case 'DescribeOrganization':
      return awsError(call, {
        status: 400,
        code: 'AWSOrganizationsNotInUseException',
      });
    default:
      return undefined;
  }
}

function json(answer: object): AwsAnswer {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(answer),
  };
}
