import { awsErrorKind } from './awsError';
import { essence } from './essence';

const GO_V2 = 'operation error KMS: Decrypt, https response error, ';

it.each([
  ['AccessDenied: no', 'refusal'],
  ['UnauthorizedOperation: no', 'refusal'],
  ['An error occurred (AccessDenied) when calling', 'refusal'],
  [`${GO_V2}api error AccessDeniedException: no`, 'refusal'],
  ['User: ada is not authorized to perform: kms:Decrypt', 'refusal'],
  // What is only mentioned is not the error.
  ['NoSuchBucket: a request before it got AccessDenied', 'failure'],
  [`${GO_V2}dial tcp: no such host, AccessDenied`, 'failure'],
  ['UserNotFound: there is no user of that name', 'failure'],
  ['Role web is not authorized to perform: kms:Decrypt', 'failure'],
  ['An error occurred (Throttling): AccessDenied before', 'failure'],
  // How far from its beginning an error names its code.
  [`${GO_V2}${'x'.repeat(400)}api error AccessDenied`, 'refusal'],
  [`${GO_V2}${'x'.repeat(600)}api error AccessDenied`, 'failure'],
  // Eight letters tell that it is something else; fewer tell nothing.
  ['NoSuchBu', 'failure'],
  ['NoSuchB', 'cut'],
  ['', 'cut'],
])('%j is a %s', (text, kind) => {
  expect(awsErrorKind(essence(text))).toBe(kind);
});
