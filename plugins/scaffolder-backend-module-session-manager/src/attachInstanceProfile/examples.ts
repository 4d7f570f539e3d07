import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Steps of a template; each is run by the tests. */
export const examples: TemplateExample[] = [
  {
    description:
      'Attach the instance profile of a role that the portal created to two instances',
    example: `
steps:
  - id: attach
    name: Attach it to the instances
    action: session-manager:instance-profile:attach
    input:
      region: us-east-1
      roleName: payments-session-role
      instanceIds:
        - i-0123456789abcdef0
        - i-0123456789abcdef1
`,
  },
  {
    description:
      'Attach it to every instance with the service’s tag, replacing any other instance profile',
    example: `
steps:
  - id: attach
    name: Attach it to the service's instances
    action: session-manager:instance-profile:attach
    input:
      accountId: '111122223333'
      region: us-east-1
      roleName: payments-session-role
      tags:
        backstage.io/entity-ref: component:default/payments
      replace: true
`,
  },
  {
    description: 'Attach an instance profile that the portal did not create',
    example: `
steps:
  - id: attach
    name: Attach it to the instances
    action: session-manager:instance-profile:attach
    input:
      region: us-east-1
      instanceProfileName: made-by-hand
      tags:
        service: payments
`,
  },
];
