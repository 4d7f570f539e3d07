const { default: Sequencer } = require('@jest/test-sequencer');

// Files that take minutes. One that begins last would run alone at the end.
const LONGEST = [
  'session-manager-node/src/role/faultMatrix.test.ts',
  'session-manager-backend/src/requests/replicas.test.ts',
  'session-manager-backend/src/schema/schemathesis.test.ts',
  'scaffolder-backend-module-session-manager/src/awsPermissions.test.ts',
  'scaffolder-backend-module-session-manager/src/recovery.test.ts',
  'local-aws/src/install/installPackages.test.ts',
];

/** The longest files first, then those that Jest expects to be the longest. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = LONGEST.findIndex(file => path.endsWith(file));
      return index < 0 ? LONGEST.length : index;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
};
