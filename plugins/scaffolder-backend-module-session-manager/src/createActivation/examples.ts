import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; each is run by the tests. */
export const examples: TemplateExample[] = [
  {
    description: 'Let one machine outside of EC2 register within a day',
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
      'Let 25 machines register within a week, in a region, with a name and tags',
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
