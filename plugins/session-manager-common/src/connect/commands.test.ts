import { accessRequestCommands, sessionCommands } from './commands';
import { connectTarget } from './ConnectTarget';

const target = connectTarget({
  accountId: '111122223333',
  region: 'us-east-1',
  nodeId: 'i-0123456789abcdef0',
});

describe('the commands that start a session', () => {
  it('contain the node and region', () => {
    expect(sessionCommands(target)).toEqual({
      shell:
        'aws ssm start-session --target i-0123456789abcdef0 --region us-east-1',
      portForwarding:
        'aws ssm start-session --target i-0123456789abcdef0 --region us-east-1 --document-name AWS-StartPortForwardingSession --parameters "portNumber=80,localPortNumber=8080"',
      ssh: 'ssh -o "ProxyCommand=aws ssm start-session --target %h --region us-east-1 --document-name AWS-StartSSHSession --parameters portNumber=%p" ec2-user@i-0123456789abcdef0',
    });
  });

  it('contain the given profile, document, ports and user', () => {
    expect(
      sessionCommands(target, {
        profile: 'acme/production',
        documentName: 'Acme-Shell',
        port: 5432,
        localPort: 15432,
        osUser: 'ubuntu',
      }),
    ).toEqual({
      shell:
        'aws ssm start-session --target i-0123456789abcdef0 --region us-east-1 --profile acme/production --document-name Acme-Shell',
      portForwarding:
        'aws ssm start-session --target i-0123456789abcdef0 --region us-east-1 --profile acme/production --document-name AWS-StartPortForwardingSession --parameters "portNumber=5432,localPortNumber=15432"',
      ssh: 'ssh -o "ProxyCommand=aws ssm start-session --target %h --region us-east-1 --profile acme/production --document-name AWS-StartSSHSession --parameters portNumber=%p" ubuntu@i-0123456789abcdef0',
    });
  });

  it.each([
    [{ profile: 'a b' }, /^profile: /],
    [{ profile: '$(id)' }, /^profile: /],
    [{ profile: '--debug' }, /^profile: /],
    [{ documentName: 'x' }, /^documentName: /],
    [{ documentName: '-document' }, /^documentName: /],
    [{ documentName: 'Acme-Shell --debug' }, /^documentName: /],
    [{ port: 0 }, /^port: /],
    [{ localPort: 65_536 }, /^localPort: /],
    [{ osUser: '-oProxyCommand=x' }, /^osUser: /],
    [{ osUser: 'ubuntu;id' }, /^osUser: /],
  ])('reject %j', (options, message) => {
    expect(() => sessionCommands(target, options)).toThrow(message);
  });
});

describe('the commands that request just-in-time access', () => {
  it('request access and get the credentials, without starting a session', () => {
    expect(accessRequestCommands(target, { profile: 'production' })).toEqual({
      request:
        'aws ssm start-access-request --targets "Key=InstanceIds,Values=i-0123456789abcdef0" --reason "REASON" --region us-east-1 --profile production',
      token:
        'aws ssm get-access-token --access-request-id ACCESS_REQUEST_ID --region us-east-1 --profile production',
    });
  });
});
