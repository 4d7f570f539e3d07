import { serviceRolePath } from 'backstage-plugin-session-manager-common';
import { rolePath } from './useRolePath';

it('rolePath is the path that the links in notifications have', () => {
  const roleArn = 'arn:aws:iam::111122223333:role/payments';

  expect(rolePath('/catalog/default/component/payments', { roleArn })).toBe(
    serviceRolePath('component:default/payments', roleArn),
  );
});
