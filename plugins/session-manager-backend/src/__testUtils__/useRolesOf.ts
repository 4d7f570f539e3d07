import { component, DEMO_CONFIG, startPlugin } from './startPlugin';

/** For the tests of a file: gets a component's roles from a new plugin. */
export function useRolesOf() {
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  /** The API's response for the component, whose annotation has these ARNs. */
  return async (name: string, arns?: string, config = DEMO_CONFIG) => {
    await stop?.();
    const plugin = await startPlugin({
      entities: [
        component(
          name,
          arns
            ? { 'aws.amazon.com/session-manager-role-arn': arns }
            : undefined,
        ),
      ],
      config,
    });
    stop = plugin.stop;
    return plugin.roles(name);
  };
}
