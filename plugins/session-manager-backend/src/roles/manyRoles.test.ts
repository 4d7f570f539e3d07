import { ROLE_ARN_ANNOTATION } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { MOST_ROLES } from './entityRoles';

jest.setTimeout(120_000);

const { development } = demoFleet.accounts;

describe('what one answer asks of AWS', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  it('is bounded, however many roles the annotations name', async () => {
    const arns = Array.from(
      { length: 500 },
      (_, n) => `arn:aws:iam::${development}:role/role-${n}`,
    );
    const plugin = await startPlugin({
      entities: [component('payments', { [ROLE_ARN_ANNOTATION]: arns.join() })],
    });
    stop = plugin.stop;

    const { roles, notRead } = await plugin.roles('payments');

    expect(roles).toHaveLength(MOST_ROLES);
    // The one that carries the tag is not read either.
    expect(notRead).toEqual({ count: 501, limit: MOST_ROLES });
    expect(aws.calls().filter(call => call === 'GetRole')).toHaveLength(
      MOST_ROLES,
    );
  });

  it('heads a bucket once', async () => {
    const plugin = await startPlugin({ entities: [component('payments')] });
    stop = plugin.stop;
    await plugin.roles('payments');

    const heads = aws.calls().filter(call => call === 'HeadBucket');

    expect(heads).toEqual(['HeadBucket']);
  });
});
