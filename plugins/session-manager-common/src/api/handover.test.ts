import { registerCommand } from './handover';

it('registerCommand returns the command that registers a machine', () => {
  expect(
    registerCommand(
      {
        activationId: 'e488f2f6-e686-4afb-8a04-ef6dfEXAMPLE',
        region: 'eu-west-1',
      },
      'Fjz3/sZfSvv78EXAMPLE',
    ),
  ).toBe(
    'sudo amazon-ssm-agent -register -code "Fjz3/sZfSvv78EXAMPLE" -id "e488f2f6-e686-4afb-8a04-ef6dfEXAMPLE" -region "eu-west-1"',
  );
});
