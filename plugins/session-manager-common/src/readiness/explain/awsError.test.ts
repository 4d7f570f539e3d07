import { awsErrorKind } from './awsError';
import { normalizeText } from './normalizeText';

const GO_V2 = 'operation error KMS: Decrypt, https response error, ';

it.each([
  ['AccessDenied: no', 'refusal'],
  ['UnauthorizedOperation: no', 'refusal'],
  ['An error occurred (AccessDenied) when calling', 'refusal'],
  [`${GO_V2}api error AccessDeniedException: no`, 'refusal'],
  ['User: ada is not authorized to perform: kms:Decrypt', 'refusal'],
  // An error code that is only mentioned does not count.
  ['NoSuchBucket: a request before it got AccessDenied', 'failure'],
  [`${GO_V2}dial tcp: no such host, AccessDenied`, 'failure'],
  ['UserNotFound: there is no user of that name', 'failure'],
  ['Role web is not authorized to perform: kms:Decrypt', 'failure'],
  ['An error occurred (Throttling): AccessDenied before', 'failure'],
  // The maximum distance between the beginning of an error and its code.
  [`${GO_V2}${'x'.repeat(400)}api error AccessDenied`, 'refusal'],
  [`${GO_V2}${'x'.repeat(600)}api error AccessDenied`, 'failure'],
  // From eight characters on, a text is classified as another failure; a
  // shorter one is cut.
  ['NoSuchBu', 'failure'],
  ['NoSuchB', 'cut'],
  ['', 'cut'],
])('classifies %j as %s', (text, kind) => {
  expect(awsErrorKind(normalizeText(text))).toBe(kind);
});
