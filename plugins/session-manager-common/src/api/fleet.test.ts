import { serviceRolePath } from './fleet';

it('serviceRolePath returns the path of the role in its service’s tab', () => {
  expect(
    serviceRolePath(
      'component:default/payments',
      'arn:aws:iam::111122223333:role/payments',
    ),
  ).toBe(
    '/catalog/default/component/payments/session-manager?role=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fpayments',
  );
});
