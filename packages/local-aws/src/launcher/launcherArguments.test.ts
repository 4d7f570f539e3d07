import { launcherArguments } from './launcherArguments';

describe('launcherArguments', () => {
  it('keeps --verbose, and passes on everything else', () => {
    expect(
      launcherArguments(['--config', 'a.yaml', '--verbose', 'backend']),
    ).toEqual({
      verbose: true,
      forCli: ['--config', 'a.yaml', 'backend'],
      servers: ['backend'],
    });
  });

  it.each<[string[], string[]]>([
    [[], ['app', 'backend']],
    [
      ['--config', 'backend'],
      ['app', 'backend'],
    ],
    [['--inspect'], ['app', 'backend']],
    [['app'], ['app']],
    [['some-plugin'], []],
    [['--plugin', 'session-manager'], []],
    [['--plugin=session-manager'], []],
  ])('knows the servers that %j starts', (args, servers) => {
    expect(launcherArguments(args)).toMatchObject({ verbose: false, servers });
  });
});
