import {
  AccessRequestCommands,
  accessRequestCommands,
  SessionCommands,
  sessionCommands,
} from './commands';
import { ConnectSettings } from './ConnectSettings';
import { ConnectTarget } from './ConnectTarget';
import { sessionConsoleUrl } from './consoleLinks';

/**
 * How a person connects to a node: directly or, if the account uses just-in-time
 * node access, after a request. There is then no command that bypasses the
 * approval.
 *
 * @public
 */
export type ConnectWay =
  | { kind: 'session'; consoleUrl: string; commands: SessionCommands }
  | { kind: 'access-request'; commands: AccessRequestCommands };

/**
 * Returns how a person connects to a node, by the settings of its account.
 *
 * @public
 */
export function connectWay(
  target: ConnectTarget,
  settings: ConnectSettings = {},
): ConnectWay {
  const { justInTime = false, profile } = settings;
  return justInTime
    ? {
        kind: 'access-request',
        commands: accessRequestCommands(target, { profile }),
      }
    : {
        kind: 'session',
        consoleUrl: sessionConsoleUrl(target, settings),
        commands: sessionCommands(target, { profile }),
      };
}
