import { JsonObject } from '@backstage/types';

/** Who looks: a member of the team that owns all services. */
export const VIEWER = 'ada';

const TEAM = 'group:default/web';

/** The catalog of the benchmark: these services, their team, and a member. */
export function catalogOf(services: readonly string[]): JsonObject[] {
  return [
    entity('Group', 'web', { type: 'team', children: [] }),
    entity('User', VIEWER, { memberOf: [TEAM] }),
    ...services.map(name =>
      entity('Component', name, {
        type: 'service',
        lifecycle: 'production',
        owner: TEAM,
      }),
    ),
  ];
}

function entity(kind: string, name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, description: `The ${kind} ${name} of the benchmark` },
    spec,
  };
}
