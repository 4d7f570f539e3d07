import { requestPath } from './requests';

it('leads a notification to the page of its request', () => {
  expect(requestPath('7f2a')).toBe('/session-manager/requests/7f2a');
});
