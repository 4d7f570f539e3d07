import {
  EvaluationResult,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import {
  AskedCall,
  SecondOpinion,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsFault } from '../fault/awsFault';
import { opinionOf, simulationOf } from './simulation';

/**
 * Asks AWS's own policy simulator about the calls that a prediction rests on,
 * in one request for a role.
 */
export async function secondOpinion(
  { iam }: Pick<AwsAccount, 'iam'>,
  roleArn: string,
  calls: readonly AskedCall[],
): Promise<SecondOpinion> {
  try {
    const results: EvaluationResult[] = [];
    for await (const page of paginateSimulatePrincipalPolicy(
      { client: iam },
      { PolicySourceArn: roleArn, ...simulationOf(calls) },
      callOptions(),
    )) {
      results.push(...(page.EvaluationResults ?? []));
    }
    return opinionOf(calls, results);
  } catch (error) {
    return { status: 'none', fault: awsFault(error) };
  }
}
