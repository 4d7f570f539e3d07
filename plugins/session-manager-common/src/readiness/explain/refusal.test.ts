import { readRefusal } from './refusal';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/web';
const said = (principal: string, after = '') =>
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
])('a call of %s is of %j', (principal, caller) => {
  expect(said(principal)?.caller).toEqual(caller);
});

it.each([
  ['arn:aws:s3:::logs', 'arn:aws:s3:::logs'],
  ['"arn:aws:s3:::logs"', 'arn:aws:s3:::logs'],
  ['arn:aws:s3:::logs.', 'arn:aws:s3:::logs'],
  ['arn:aws:s3:::logs.x),;', 'arn:aws:s3:::logs.x'],
  ['...', ''],
])('a refusal on %s is on %j', (written, resource) => {
  expect(said('ada', ` on resource: ${written}`)?.resource).toBe(resource);
});

it.each([
  ['because no identity-based policy allows it', 'role'],
  ['with an explicit deny in an identity-based policy', 'deny'],
  ['with an explicit deny in a VPC endpoint policy', 'endpoint'],
  ['with an explicit deny in a service control policy', 'organization'],
  // What another refusal says is not of this one.
  [
    ', User: bob is not authorized to perform: s3:GetObject because no identity-based policy allows it',
    undefined,
  ],
  [
    'because no session policy allows it. User: bob is not authorized to perform: s3:GetObject with an explicit deny in a service control policy',
    'session',
  ],
])('a refusal %s is by %s', (why, by) => {
  expect(said('ada', ` on resource: r ${why}`)?.by).toBe(by);
});
