import { sessionConsoleUrl } from './consoleLinks';
import { connectTarget } from './ConnectTarget';

const nodeId = 'i-0123456789abcdef0';
const target = (region: string) =>
  connectTarget({ accountId: '111122223333', region, nodeId });

describe('the link to a session in the AWS console', () => {
  it.each([
    ['aws', 'eu-west-1', 'eu-west-1.console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'us-gov-west-1.console.amazonaws-us-gov.com',
    ],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])('uses the console of the partition: %s, %s', (partition, region, host) => {
    expect(target(region).partition).toBe(partition);
    expect(sessionConsoleUrl(target(region))).toBe(
      `https://${host}/systems-manager/session-manager/${nodeId}?region=${region}`,
    );
  });

  it.each([
    'https://acme.awsapps.com/start',
    'https://acme.awsapps.com/start/',
  ])('goes through the access portal %s to the right account', startUrl => {
    const link = sessionConsoleUrl(target('us-east-1'), {
      identityCenter: { startUrl, roleName: 'Dev+Ops' },
    });

    const { origin, pathname, hash } = new URL(link);
    expect(`${origin}${pathname}`).toBe('https://acme.awsapps.com/start/');
    expect(hash).toMatch(/^#\/console\?/);
    const query = new URLSearchParams(hash.slice('#/console?'.length));
    expect(Object.fromEntries(query)).toEqual({
      account_id: '111122223333',
      role_name: 'Dev+Ops',
      destination: sessionConsoleUrl(target('us-east-1')),
    });
  });
});
