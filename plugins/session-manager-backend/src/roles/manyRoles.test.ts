import { ROLE_ARN_ANNOTATION } from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';
import { MAX_ROLES } from './entityRoles';

jest.setTimeout(120_000);

const { development } = demoFleet.accounts;

describe('the calls to AWS of one response', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  it('are limited, however many roles the annotations name', async () => {
    const arns = Array.from(
      { length: 500 },
      (_, n) => `arn:aws:iam::${development}:role/role-${n}`,
    );
    const plugin = await startPlugin({
      entities: [component('payments', { [ROLE_ARN_ANNOTATION]: arns.join() })],
    });
    stop = plugin.stop;

    const { roles, notRead } = await plugin.roles('payments');

    expect(roles).toHaveLength(MAX_ROLES);
    // The one with the tag is not read either.
    expect(notRead).toEqual({ count: 501, limit: MAX_ROLES });
    expect(aws.calls().filter(call => call === 'GetRole')).toHaveLength(
      MAX_ROLES,
    );
  });

  it('read a bucket once', async () => {
    const plugin = await startPlugin({ entities: [component('payments')] });
    stop = plugin.stop;
    await plugin.roles('payments');

    const heads = aws.calls().filter(call => call === 'HeadBucket');

    expect(heads).toEqual(['HeadBucket']);
  });
});
