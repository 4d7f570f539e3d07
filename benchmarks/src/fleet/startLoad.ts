import { startProcess } from '../startProcess';
import { asking } from './ask';
import type { LoadQuestions } from './loadProcess';

/** A process that sends requests. */
export interface Load {
  ask: ReturnType<typeof asking<LoadQuestions>>;
  stop(): void;
}

export async function startLoad(): Promise<Load> {
  const child = await startProcess(
    require.resolve('./loadProcess'),
    [],
    process.env,
  );
  return {
    ask: asking<LoadQuestions>(child),
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
