import {
  ExplainedMessage,
  headline,
  Problem,
  RoleReadiness,
} from 'backstage-plugin-session-manager-common';

/** Why little of a role is shown. */
export const claimedNote =
  'This role belongs to the service only according to an annotation, so its policies are not shown. The team that runs the portal can confirm it.';

/** The readiness of a role with what callers act on, without whole policies. */
export function toReadinessOutput(roleReadiness: RoleReadiness) {
  const { roleArn, checkedAt, status } = roleReadiness;
  if (roleReadiness.status === 'claimed') {
    return {
      roleArn,
      checkedAt,
      status,
      note: claimedNote,
      ...roleReadiness.readiness,
    };
  }
  if (roleReadiness.status !== 'found') {
    return {
      roleArn,
      checkedAt,
      status,
      ...('fault' in roleReadiness ? { fault: roleReadiness.fault } : {}),
    };
  }
  const { region, readiness, preferences, simulatorResult, instances } =
    roleReadiness;
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
    problems: problems.map(toProblemOutput),
    preferences,
    simulatorResult,
    instances,
  };
}

function toProblemOutput({ decisive, ...problem }: Problem) {
  return {
    ...problem,
    statements: decisive.map(({ source, statement }) => ({
      source,
      statement,
    })),
  };
}

/** An explained message, with each candidate in sentences. */
export function toExplanationOutput({ explanation, role }: ExplainedMessage) {
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
