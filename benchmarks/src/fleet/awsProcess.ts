// AWS in a process of its own, so that what it needs is not counted for the
// portal: generated accounts, or the demo fleet. It counts the calls.
import {
  DEVELOPMENT_ACCOUNT,
  generateAccount,
  seedDemoFleet,
  startAwsProxy,
  startGeneratedAws,
  startLocalAws,
} from 'local-aws';
import { answerParent } from './ask';

async function startAws() {
  const [kind, nodeRoles] = process.argv.slice(2);
  if (kind === 'demo') {
    const aws = await startLocalAws({ awsManagedPolicies: true });
    await seedDemoFleet(aws.env);
    return aws;
  }
  return startGeneratedAws({
    account: accountId =>
      generateAccount({
        accountId,
        ...(kind === 'first' && accountId !== DEVELOPMENT_ACCOUNT
          ? { nodeRoles: 0 }
          : {
              nodeRoles: Number(nodeRoles),
              otherRoles: Number(nodeRoles) / 4,
            }),
        policies: 100,
      }),
  });
}

const start = startAws().then(async aws => {
  const proxy = await startAwsProxy(aws.endpoint);
  const questions = {
    env: () => ({ ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint }),
    /** The calls since the last time. */
    calls: () =>
      proxy.calls().map(({ service, operation }) => ({ service, operation })),
  };
  answerParent(questions);
  process.send?.('ready');
  return questions;
});

/** What the process answers. */
export type AwsQuestions = Awaited<typeof start>;
