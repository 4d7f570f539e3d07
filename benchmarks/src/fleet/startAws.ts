import { once } from 'node:events';
import { startProcess } from '../startProcess';
import { asking } from './ask';
import type { AwsQuestions } from './awsProcess';

/** How often each operation was called. */
export type Calls = Record<string, number>;

/** AWS in a process of its own. */
export interface Aws {
  env: NodeJS.ProcessEnv;
  /**
   * The calls since the last time.
   *
   * @param isCounted - default: all
   */
  calls(isCounted?: (call: { service: string }) => boolean): Promise<Calls>;
  stop(): Promise<void>;
}

/**
 * Starts the demo fleet, or accounts with that many node roles each.
 *
 * @param content - with `onlyFirst`, other accounts have no roles
 */
export async function startAws(
  content: 'demo' | { nodeRoles: number; onlyFirst?: boolean },
): Promise<Aws> {
  const args =
    content === 'demo'
      ? [content]
      : [content.onlyFirst ? 'first' : 'generated', String(content.nodeRoles)];
  const child = await startProcess(
    require.resolve('./awsProcess'),
    args,
    environment(),
  );
  const ask = asking<AwsQuestions>(child);
  return {
    env: { ...environment(), ...(await ask('env')) },
    async calls(isCounted = () => true) {
      const calls: Calls = {};
      for (const call of (await ask('calls')).filter(isCounted)) {
        calls[call.operation] = (calls[call.operation] ?? 0) + 1;
      }
      return calls;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The number of all calls. */
export function total(calls: Calls): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

/** The user's own AWS configuration must not affect the result. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_'),
  );
  return { ...Object.fromEntries(others), AWS_EC2_METADATA_DISABLED: 'true' };
}
