import { component, DEMO_CONFIG, startPlugin } from './startPlugin';

/** For the tests of a file: asks a plugin started anew for a component's roles. */
export function useRolesOf() {
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  /** What the API says of the component, whose annotation names these ARNs. */
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
