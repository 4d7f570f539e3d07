import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; the tests run each of them. */
export const examples: TemplateExample[] = [
  {
    description: 'Let one hybrid node register within a day',
    example: `
steps:
  - id: activation
    name: Make an activation
    action: session-manager:activation:create
    input:
      roleName: warehouse-session-role
`,
  },
  {
    description:
      'Let 25 hybrid nodes register within a week, in one region, with a name and tags',
    example: `
steps:
  - id: activation
    name: Make an activation
    action: session-manager:activation:create
    input:
      accountId: '111122223333'
      roleName: warehouse-session-role
      region: us-east-1
      instanceLimit: 25
      expiresInHours: 168
      instanceName: warehouse
      description: Servers of the warehouses
      tags:
        team: warehouse
`,
  },
];
