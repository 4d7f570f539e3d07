// Runs in worker threads: predicts what a change does to a page of stored roles.
// The roles arrive as JSON, as the database has them, because a text is copied to
// a thread faster than an object, and parsing takes as long as predicting.
const { whatIf } = require('backstage-plugin-session-manager-common');

// More than a page has. Each change has one object for an environment.
const MOST_ENVIRONMENTS = 200;
const environments = new Map();

/** @param {import('../src/fleet/whatIf/WhatIfWorkers').WhatIfTask} task */
module.exports = ({ change, resources, roles, ...task }) => {
  const result = whatIf(
    change,
    roles.map(role => toRole(role, task.environments)),
    resources,
  );
  return { ...result, items: result.items.map(withoutDocuments) };
};

function toRole(
  { snapshot, predictions, taggedInstances, regions, ...role },
  texts,
) {
  return {
    ...role,
    snapshot: JSON.parse(snapshot),
    ...(predictions && { predictions: JSON.parse(predictions) }),
    ...(taggedInstances && { taggedInstances }),
    regions: regions.map(({ region, environmentHash }) => ({
      region,
      environment: environmentOf(environmentHash, texts),
    })),
  };
}

function environmentOf(hash, texts) {
  const known = environments.get(hash) ?? JSON.parse(texts[hash]);
  // The last used is the last to be removed.
  environments.delete(hash);
  environments.set(hash, known);
  if (environments.size > MOST_ENVIRONMENTS) {
    environments.delete(environments.keys().next().value);
  }
  return known;
}

/** Statements of policies are not part of the answer. */
function withoutDocuments(item) {
  return {
    ...item,
    appeared: item.appeared.map(
      ({ code, stage, severity, region, action, resource, agentMessage }) => ({
        ...{ code, stage, severity, region },
        ...(action && { action }),
        ...(resource && { resource }),
        ...(agentMessage && { agentMessage }),
      }),
    ),
  };
}
