/** A template for each action, with the role's name as the only field. */
export const TEMPLATES = ['create', 'delete'].map(verb => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: `role-${verb}`, namespace: 'default' },
  spec: {
    type: 'infrastructure',
    parameters: {
      required: ['roleName'],
      properties: { roleName: { type: 'string' } },
    },
    steps: [
      {
        id: 'role',
        name: `The action session-manager:role:${verb}`,
        action: `session-manager:role:${verb}`,
        input: { roleName: '${{ parameters.roleName }}' },
      },
    ],
    output: { changes: '${{ steps.role.output.changes }}' },
  },
}));
