import { once } from 'node:events';
import { startProcess } from '../../startProcess';
import { Contestant } from '../Contestant';

const ROUNDS = 15;

/** The AWS SDK alone, as the lower bound. */
export async function bareSdk(
  env: NodeJS.ProcessEnv,
): Promise<Contestant & { stop(): void }> {
  const child = await startProcess(
    require.resolve('./bareSdkProcess'),
    [],
    env,
  );
  return {
    name: 'bare SDK',
    how: 'the fewest calls of the AWS SDK for JavaScript, in a running process',
    rounds: ROUNDS,
    async run(scenario, role) {
      child.send({ scenario, role });
      const [answer] = await once(child, 'message');
      if (typeof answer !== 'number') {
        throw new Error(`The bare SDK failed: ${answer}`);
      }
      return answer;
    },
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
