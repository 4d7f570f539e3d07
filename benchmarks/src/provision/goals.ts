import { NotFoundError } from '@backstage/errors';
import { AtOnce } from './fiftyRoles';
import { Goal, Standing } from './Results';

const WITHIN = 1.1;
const TIMES_FASTER = 10;
const MOST_ROUND_TRIPS = 2;

/** Evaluates the goals of provisioning. */
export function goals(standings: readonly Standing[], atOnce: AtOnce): Goal[] {
  const create = (name: string) => figuresOf(standings, name)?.create;
  const ours = create('ours');
  const limit = create('bare SDK');
  const inSync = figuresOf(standings, 'ours')?.['in sync'];
  if (!ours || !limit || !inSync) {
    throw new NotFoundError('Nothing was measured.');
  }
  const ratio = ours.milliseconds / limit.milliseconds;
  const { writes, roundTrips } = inSync;
  const { tasks, done, roles, policies, instanceProfiles } = atOnce;
  return [
    {
      goal: `create within ${WITHIN} times the bare SDK`,
      measured: `${ratio.toFixed(2)} times`,
      met: ratio <= WITHIN,
    },
    ...['AWS CLI', 'Ansible'].flatMap(name => {
      const other = create(name);
      if (!other) {
        return [];
      }
      const faster = other.milliseconds / ours.milliseconds;
      return {
        goal: `create at least ${TIMES_FASTER} times as fast as ${name}`,
        measured: `${faster.toFixed(1)} times`,
        met: faster >= TIMES_FASTER,
      };
    }),
    {
      goal: `in sync without a write and in at most ${MOST_ROUND_TRIPS} round trips`,
      measured: `${writes} writes, ${roundTrips} round trips`,
      met: writes === 0 && roundTrips <= MOST_ROUND_TRIPS,
    },
    {
      goal: `${tasks} tasks at once, all done and nothing twice`,
      measured: `${done} done; ${roles} roles, ${policies} policies, ${instanceProfiles} instance profiles`,
      met: [done, roles, policies, instanceProfiles].every(n => n === tasks),
    },
  ];
}

function figuresOf(standings: readonly Standing[], name: string) {
  return standings.find(other => other.name === name)?.figures;
}
