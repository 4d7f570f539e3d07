import { readRefusal } from './refusal';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/web';
const refusalOf = (principal: string, after = '') =>
  readRefusal(
    `User: ${principal} is not authorized to perform: s3:PutObject${after}`,
  );

it.each([
  [`${SESSION}/i-0abc`, { kind: 'node', roleName: 'web' }],
  [`${SESSION}/mi-0abc`, { kind: 'node', roleName: 'web' }],
  [`${SESSION}/ada-i-0abc`, { kind: 'user' }],
  [`${SESSION}/i-0abc-ada`, { kind: 'user' }],
  [SESSION, { kind: 'user' }],
  ['arn:aws:iam::111122223333:user/web/i-0abc', { kind: 'user' }],
  ['ada', { kind: 'user' }],
])('reads the caller of %s as %j', (principal, caller) => {
  expect(refusalOf(principal)?.caller).toEqual(caller);
});

it.each([
  ['arn:aws:s3:::logs', 'arn:aws:s3:::logs'],
  ['"arn:aws:s3:::logs"', 'arn:aws:s3:::logs'],
  ['arn:aws:s3:::logs.', 'arn:aws:s3:::logs'],
  ['arn:aws:s3:::logs.x),;', 'arn:aws:s3:::logs.x'],
  ['...', ''],
])('reads the resource of %s as %j', (written, resource) => {
  expect(refusalOf('ada', ` on resource: ${written}`)?.resource).toBe(resource);
});

it.each([
  ['because no identity-based policy allows it', 'role'],
  ['with an explicit deny in an identity-based policy', 'deny'],
  ['with an explicit deny in a VPC endpoint policy', 'endpoint'],
  ['with an explicit deny in a service control policy', 'organization'],
  // The reason of a following error does not belong to this one.
  [
    ', User: bob is not authorized to perform: s3:GetObject because no identity-based policy allows it',
    undefined,
  ],
  [
    'because no session policy allows it. User: bob is not authorized to perform: s3:GetObject with an explicit deny in a service control policy',
    'session',
  ],
])('reads from the reason "%s" that access is denied by %s', (why, by) => {
  expect(refusalOf('ada', ` on resource: r ${why}`)?.by).toBe(by);
});
