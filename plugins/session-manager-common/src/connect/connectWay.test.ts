import { accessRequestCommands, sessionCommands } from './commands';
import { connectTarget } from './ConnectTarget';
import { connectWay } from './connectWay';
import { sessionConsoleUrl } from './consoleLinks';

const target = connectTarget({
  accountId: '111122223333',
  region: 'eu-west-1',
  nodeId: 'i-0123456789abcdef0',
});

describe('the way to a node', () => {
  it('is a session in the console, or by command', () => {
    expect(connectWay(target)).toEqual({
      kind: 'session',
      consoleUrl: sessionConsoleUrl(target, {}),
      commands: sessionCommands(target),
    });
  });

  it('uses the profile and the access portal of the account', () => {
    const settings = {
      profile: 'production',
      identityCenter: {
        startUrl: 'https://acme.awsapps.com/start',
        roleName: 'Shell',
      },
    };
    expect(connectWay(target, settings)).toEqual({
      kind: 'session',
      consoleUrl: sessionConsoleUrl(target, settings),
      commands: sessionCommands(target, { profile: 'production' }),
    });
  });

  it('is only a request if access is granted just in time', () => {
    expect(
      connectWay(target, { justInTime: true, profile: 'production' }),
    ).toEqual({
      kind: 'access-request',
      commands: accessRequestCommands(target, { profile: 'production' }),
    });
  });
});
