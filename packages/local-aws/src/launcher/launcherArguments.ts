/** The arguments of `yarn start`. */
export interface LauncherArguments {
  /** Whether the servers' logs are shown on the terminal. */
  verbose: boolean;
  /** Arguments for `backstage-cli repo start`. */
  forCli: string[];
  /** The servers that these arguments start. */
  servers: Server[];
}

/** A server of the portal, by the name of its package. */
export type Server = 'app' | 'backend';

const SERVERS: readonly Server[] = ['app', 'backend'];

/** The options of `backstage-cli repo start` that start something else. */
const OTHER_PACKAGES = /^--plugin(?:=|$)/;

/** The options whose value is the next argument. */
const WITH_VALUE = ['--config', '--require', '--import', '--link'];

export function launcherArguments(args: readonly string[]): LauncherArguments {
  const forCli = args.filter(arg => arg !== '--verbose');
  const names = forCli.filter(
    (arg, index) =>
      !arg.startsWith('-') && !WITH_VALUE.includes(forCli[index - 1]),
  );
  const startsAll =
    names.length === 0 && !forCli.some(arg => OTHER_PACKAGES.test(arg));
  return {
    verbose: forCli.length < args.length,
    forCli,
    servers: SERVERS.filter(server => startsAll || names.includes(server)),
  };
}
