import { IAM } from '@aws-sdk/client-iam';
import { iamArn } from 'backstage-plugin-session-manager-common';
import {
  makeForeignRole,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import { snapshot } from '../__testUtils__/snapshot';
import { START_STATES, StartState } from '../__testUtils__/startStates';
import { knownRoles } from '../__testUtils__/testAccounts';

jest.setTimeout(300_000);

const REFUSED = START_STATES.filter(({ ends }) => ends instanceof RegExp);
const CONVERGING = START_STATES.filter(({ ends }) => !(ends instanceof RegExp));

/**
 * Calls that are harmless for existing resources: IAM refuses to create them
 * twice.
 */
const CREATES = ['CreatePolicy', 'CreateRole', 'CreateInstanceProfile'];

describe('provisionRole, from', () => {
  const role = useProvisioning();
  const { specOf, provision, observe } = role;

  beforeEach(() => makeForeignRole(role.account.iam, 'bystander'));

  /** Creates the state and returns functions to provision the role in it. */
  const startFrom = async (state: StartState) => {
    const { setup, wanted = WANTED, options } = state;
    for (const action of setup) {
      await (typeof action === 'function'
        ? action(new IAM())
        : provision(action));
    }
    const { roleName, path, ...account } = specOf(wanted);
    const arn = iamArn(account, 'role', path, roleName);
    const before = await snapshot(role.account.iam);
    role.calls.clear();
    return {
      before,
      askKnown: () =>
        provision(wanted, { ...options, knownRoles: knownRoles(arn) }),
      ask: () => provision(wanted, options),
      leftAlone: async () =>
        expect(theirs(await snapshot(role.account.iam), state)).toEqual(
          theirs(before, state),
        ),
      stillToDo: async () => (await observe(wanted, options)).changes,
    };
  };

  describe.each(CONVERGING)('$start', state => {
    it('reaches the spec', async () => {
      const { ask, stillToDo, leftAlone } = await startFrom(state);

      const { kept } = await ask();

      expect(await stillToDo()).toEqual([]);
      expect(kept).toEqual(state.kept ?? []);
      await leftAlone();
    });

    it('reaches the spec with exactly these calls if it reads first', async () => {
      const { askKnown, stillToDo, leftAlone } = await startFrom(state);

      const provisioned = await askKnown();

      expect(role.calls.writes().sort()).toEqual(state.ends);
      expect(steps(provisioned)).toEqual(state.ends);
      expect(provisioned.kept).toEqual(state.kept ?? []);
      expect(await stillToDo()).toEqual([]);
      await leftAlone();
    });
  });

  describe.each(REFUSED)('$start', state => {
    it('refuses and leaves everything unchanged', async () => {
      const { before, ask } = await startFrom(state);

      await expect(ask()).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringMatching(state.ends as RegExp),
        }),
      );

      const writes = role.calls.writes();
      expect(CREATES).toEqual(expect.arrayContaining(writes.slice(0, 3)));
      expect(writes.slice(3).every(call => /^Delete/.test(call))).toBe(true);
      expect(await snapshot(role.account.iam)).toEqual(before);
    });

    it('refuses without a write if it reads first', async () => {
      const { before, askKnown } = await startFrom(state);

      await expect(askKnown()).rejects.toThrow(state.ends as RegExp);

      expect(role.calls.writes()).toEqual([]);
      expect(await snapshot(role.account.iam)).toEqual(before);
    });
  });
});

/** Resources that a run must leave unchanged. */
function theirs(all: Record<string, unknown>, { options }: StartState) {
  const names = options?.exclusive ? /bystander/ : /bystander|theirs|boundary/;
  return Object.fromEntries(
    Object.entries(all).filter(([arn]) => names.test(arn)),
  );
}
