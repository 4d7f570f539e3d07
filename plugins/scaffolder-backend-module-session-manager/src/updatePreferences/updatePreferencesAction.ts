import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  disallowedPreferences,
  PreferenceDifference,
  PREFERENCES_DOCUMENT,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  PreferencesUpdate,
  requireRegion,
  updatePreferences,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuards } from '../gate/ActionGuard';
import { parseInput } from '../input/parseInput';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:preferences:update';

/** Dependencies of the action. */
export interface UpdatePreferencesDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
}

/**
 * The action `session-manager:preferences:update`: changes the session
 * preferences of an account and region, or goes back to an earlier version.
 */
export function updatePreferencesAction(deps: UpdatePreferencesDeps) {
  const { accounts, changes: reporter, guards } = deps;
  const guard = guards(ID);

  return createTemplateAction({
    id: ID,
    description:
      'Changes the AWS Session Manager preferences of an account and region: session logs, encryption, limits; or goes back to an earlier version of them',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { isDryRun, logger, signal } = ctx;
      const input = parseInput(inputSchema, ctx.input);
      const target = targetOf(input);
      const account = await accounts.get(input.accountId);
      const { accountId } = account.settings;
      const { region = account.regions[0] } = input;
      requireRegion(region, account.regions, InputError);
      await guard.require(ctx, 'preferences', { accountId, region });
      await guard.admit(ctx, 'role', account);

      const updated = await reporter.track(ctx, {
        changes: [{ what: 'environment', accountId }],
        run: begin =>
          updatePreferences({
            account,
            region,
            target,
            expectedHash: input.expectedHash,
            dryRun: isDryRun,
            signal,
            guard: wanted => requireAllowed(wanted, account, region),
            onWrite: begin,
            onDelete: version =>
              logger.warn(
                `Deleted version ${version} of ${PREFERENCES_DOCUMENT}, the oldest one, because AWS keeps no more`,
              ),
          }),
        hasChanged: ({ changes }) => changes.length > 0,
      });

      const { changes, version } = updated;
      if (changes.length === 0) {
        logger.info('No changes: already in sync');
      }
      for (const change of changes) {
        logger.info(`${isDryRun ? 'Would: set' : 'Set'} ${sentence(change)}`);
      }
      if (changes.length > 0 && !isDryRun) {
        logger.info(
          `Version ${version} of ${PREFERENCES_DOCUMENT} applies in ${region}`,
        );
      }
      ctx.output('region', region);
      for (const [name, value] of Object.entries(updated)) {
        ctx.output(name as keyof typeof updated, value);
      }
    },
  });
}

function targetOf({
  inputs,
  restoreVersion,
}: z.output<typeof inputSchema>): PreferencesUpdate['target'] {
  if ((inputs === undefined) === (restoreVersion === undefined)) {
    throw new InputError(
      `inputs, restoreVersion: set one of them${inputs ? ', not both' : ''}`,
    );
  }
  return restoreVersion === undefined
    ? { inputs: inputs ?? {} }
    : { restoreVersion };
}

function requireAllowed(
  changes: readonly PreferenceDifference[],
  { settings }: AwsAccount,
  region: string,
): void {
  const sentences = disallowedPreferences(changes, { ...settings, region });
  if (sentences.length > 0) {
    throw new InputError(`${sentences.join(' ')} Nothing was done.`);
  }
}

function sentence({ name, before, after }: PreferenceDifference): string {
  return `${name} from ${written(before)} to ${written(after)}`;
}

function written(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
