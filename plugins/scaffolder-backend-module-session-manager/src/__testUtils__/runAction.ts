import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

/** Runs an action; returns its outputs and its log. */
export async function runAction<Context>(
  action: { handler(context: Context): Promise<void> },
  input: object,
  overrides: Partial<Context> = {},
) {
  const outputs: Record<string, unknown> = {};
  const log: string[] = [];
  const logger = mockServices.logger.mock({
    info: message => log.push(message),
    warn: message => log.push(message),
  });
  await action.handler({
    ...createMockActionContext(),
    logger,
    input,
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
    ...overrides,
  } as Context);
  return { outputs, log };
}
