import type { AwsCall } from './AwsCall';
import type { AwsAnswer } from './startAwsProxy';

/**
 * The request id of every error that the proxy creates.
 *
 * @public
 */
export const REQUEST_ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';

/**
 * An error of AWS.
 *
 * @public
 */
export interface AwsError {
  /** The HTTP status. */
  status: number;
  /** As AWS's documentation spells it. */
  code: string;
  message?: string;
}

/**
 * Creates the error response in the protocol of the called service.
 *
 * @public
 */
export function awsError(
  { service, operation }: AwsCall,
  { status, code, message = `${operation} gave ${code}` }: AwsError,
): AwsAnswer {
  const headers = { 'x-amzn-requestid': REQUEST_ID };
  switch (service) {
    case 'ec2':
      return xml(status, headers, ec2Error(code, message));
    case 'iam':
    case 'sts':
      return xml(status, headers, queryError(status, code, message));
    case 's3':
      return xml(
        status,
        { ...headers, 'x-amz-request-id': REQUEST_ID },
        operation === 'HeadBucket' ? '' : s3Error(code, message),
      );
    default:
      return {
        statusCode: status,
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({ __type: code, message }),
      };
  }
}

/**
 * Creates AWS's response to a call that the caller's policies do not allow.
 *
 * @public
 */
export function accessDenied(call: AwsCall): AwsAnswer {
  const { service, operation } = call;
  const message = `User: arn:aws:iam::111122223333:user/portal is not authorized to perform: ${service}:${operation}`;
  switch (service) {
    case 'ec2':
      return awsError(call, {
        status: 403,
        code: 'UnauthorizedOperation',
        message: 'You are not authorized to perform this operation.',
      });
    case 'iam':
    case 'sts':
      return awsError(call, { status: 403, code: 'AccessDenied', message });
    case 's3':
      return awsError(call, {
        status: 403,
        code: 'AccessDenied',
        message: 'Access Denied',
      });
    default:
      return awsError(call, {
        status: 400,
        code: 'AccessDeniedException',
        message,
      });
  }
}

function xml(
  statusCode: number,
  headers: Record<string, string>,
  body: string,
): AwsAnswer {
  return {
    statusCode,
    headers: { ...headers, 'content-type': 'text/xml' },
    body,
  };
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
function queryError(status: number, code: string, message: string): string {
  return [
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">',
    `<Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>`,
    `<Code>${code}</Code><Message>${message}</Message></Error>`,
    `<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
  ].join('');
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
function ec2Error(code: string, message: string): string {
  return [
    '<Response><Errors><Error>',
    `<Code>${code}</Code><Message>${message}</Message>`,
    `</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`,
  ].join('');
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
function s3Error(code: string, message: string): string {
  return `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${REQUEST_ID}</RequestId></Error>`;
}
