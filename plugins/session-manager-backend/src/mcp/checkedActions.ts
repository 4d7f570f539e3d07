import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { refuseUnstorable } from '../input/refuseUnstorable';

/**
 * A registry whose actions refuse input with text that databases cannot store,
 * as the routes do.
 */
export function checkedActions(
  registry: ActionsRegistryService,
): ActionsRegistryService {
  return {
    register: options =>
      registry.register({
        ...options,
        action: async context => {
          refuseUnstorable(context.input);
          return options.action(context);
        },
      }),
  };
}
