import {
  ExplainedMessage,
  headline,
  Problem,
  RoleReadiness,
} from 'backstage-plugin-session-manager-common';

/** The readiness of a role with what one acts by, without whole policies. */
export function tellReadiness(told: RoleReadiness) {
  const { roleArn, checkedAt, status } = told;
  if (told.status === 'claimed') {
    return {
      roleArn,
      checkedAt,
      status,
      note: 'Only an annotation says that this role belongs to the service, so its policies are not shown. The team that runs the portal can confirm it.',
      ...told.readiness,
    };
  }
  if (told.status !== 'found') {
    return {
      roleArn,
      checkedAt,
      status,
      ...('fault' in told ? { fault: told.fault } : {}),
    };
  }
  const { region, readiness, preferences, secondOpinion, instances } = told;
  const { online, starts, logged, problems, purpose, byNodeKind } = readiness;
  const { state, text } = headline(readiness);
  return {
    roleArn,
    checkedAt,
    status,
    region,
    state,
    sentence: text,
    online,
    starts,
    logged,
    ...(purpose ? { purpose } : {}),
    ...(byNodeKind ? { byNodeKind } : {}),
    problems: problems.map(tellProblem),
    preferences,
    secondOpinion,
    instances,
  };
}

function tellProblem({ decisive, ...problem }: Problem) {
  return {
    ...problem,
    statements: decisive.map(({ source, statement }) => ({
      source,
      statement,
    })),
  };
}

/** An explained message, each candidate in sentences. */
export function tellExplanation({ explanation, role }: ExplainedMessage) {
  const { candidates, refusal, elsewhere = [] } = explanation;
  return {
    candidates: candidates.map(
      ({ message, sure, fits, causes = [], problems = [], preferences }) => ({
        id: message.id,
        seenIn: message.seenIn,
        stage: message.stage,
        meaning: message.meaning,
        remedy: message.remedy,
        sure,
        ...(fits ? { fits } : {}),
        causes: causes.map(({ text }) => text),
        repairs: problems.map(({ repair }) => repair),
        preferences,
      }),
    ),
    ...(refusal ? { refusal } : {}),
    ...(elsewhere.length > 0
      ? {
          refusedElsewhere: elsewhere.map(({ text }) => text),
        }
      : {}),
    ...(explanation.userStatements
      ? { userStatements: explanation.userStatements }
      : {}),
    ...(role?.status === 'found'
      ? { role: headline(role.readiness).text }
      : {}),
    ...(role && 'fault' in role ? { fault: role.fault } : {}),
  };
}
