import { Portal, TaskTimes } from '../../portal/startPortal';
import { Contestant } from '../Contestant';
import { SPEC } from '../Role';

const ROUNDS = 15;

/**
 * The scaffolder's actions in a running backend.
 *
 * @param onTask - receives the times of each task
 */
export function ours(
  portal: Portal,
  onTask: (times: TaskTimes) => void,
): Contestant {
  return {
    name: 'ours',
    how: 'the actions in a running Backstage backend; the step of the task',
    rounds: ROUNDS,
    async run(scenario, { name }) {
      const times =
        scenario === 'delete'
          ? await portal.run('delete-role', [{ roleName: name }])
          : await portal.run('create-role', [{ ...SPEC, roleName: name }]);
      onTask(times);
      return times.steps[0];
    },
  };
}
