import { registerCommand } from './Handover';

it('gives the command that registers a machine', () => {
  expect(
    registerCommand(
      {
        activationId: 'e488f2f6-e686-4afb-8a04-ef6dfEXAMPLE',
        accountId: '111122223333',
        region: 'eu-west-1',
        roleName: 'warehouse',
        instanceLimit: 5,
        activationExpiresAt: '2026-12-01T00:00:00.000Z',
      },
      'Fjz3/sZfSvv78EXAMPLE',
    ),
  ).toBe(
    'sudo amazon-ssm-agent -register -code "Fjz3/sZfSvv78EXAMPLE" -id "e488f2f6-e686-4afb-8a04-ef6dfEXAMPLE" -region "eu-west-1"',
  );
});
