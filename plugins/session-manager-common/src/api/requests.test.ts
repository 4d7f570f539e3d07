import { requestPath } from './requests';

it('requestPath returns the path of the request’s page', () => {
  expect(requestPath('7f2a')).toBe('/session-manager/requests/7f2a');
});
