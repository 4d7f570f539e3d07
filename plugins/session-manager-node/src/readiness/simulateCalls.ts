import {
  EvaluationResult,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import {
  PredictedCall,
  SimulatorResult,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsFault } from '../fault/awsFault';
import { simulatorResultOf, simulationOf } from './simulation';

/**
 * Runs the IAM policy simulator for the calls that a prediction is based on, in
 * one request per role.
 */
export async function simulateCalls(
  { iam }: Pick<AwsAccount, 'iam'>,
  roleArn: string,
  calls: readonly PredictedCall[],
): Promise<SimulatorResult> {
  try {
    const results: EvaluationResult[] = [];
    for await (const page of paginateSimulatePrincipalPolicy(
      { client: iam },
      { PolicySourceArn: roleArn, ...simulationOf(calls) },
      callOptions(),
    )) {
      results.push(...(page.EvaluationResults ?? []));
    }
    return simulatorResultOf(calls, results);
  } catch (error) {
    return { status: 'none', fault: awsFault(error) };
  }
}
