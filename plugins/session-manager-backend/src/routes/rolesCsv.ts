import { pipeline, Readable } from 'node:stream';
import { FleetRole } from 'backstage-plugin-session-manager-common';
import { stringify } from 'csv-stringify';

const COLUMNS: Array<{ header: string; value(role: FleetRole): unknown }> = [
  { header: 'Role', value: role => role.roleName },
  { header: 'Role ARN', value: role => role.roleArn },
  { header: 'Service', value: role => role.entityRef },
  { header: 'Owner', value: role => role.owner },
  { header: 'Account', value: role => role.accountId },
  { header: 'Account name', value: role => role.accountName },
  { header: 'Regions', value: role => role.regions.join(' ') },
  { header: 'State', value: role => role.state },
  { header: 'Readiness', value: role => role.sentence },
  { header: 'Problems', value: role => role.problems.join(' ') },
  { header: 'Drift', value: role => role.drift },
  { header: 'Managed', value: role => (role.managed ? 'yes' : 'no') },
  { header: 'Node kind', value: role => role.nodeKind },
  { header: 'Nodes online', value: role => role.nodes?.online },
  { header: 'Nodes', value: role => role.nodes?.total },
  { header: 'Last used', value: role => role.lastUsed?.on },
  { header: 'Last read', value: role => role.observedAt },
];

/**
 * Writes pages of roles as CSV (RFC 4180). A cell that a spreadsheet would take
 * for a formula is quoted: names and tags are chosen by others.
 */
export function rolesCsv(pages: AsyncIterable<readonly FleetRole[]>): Readable {
  return pipeline(
    Readable.from(rowsOf(pages)),
    stringify({
      header: true,
      columns: COLUMNS.map(({ header }) => header),
      record_delimiter: 'windows',
      escape_formulas: true,
    }),
    // The reader of the result gets the error.
    () => {},
  );
}

async function* rowsOf(pages: AsyncIterable<readonly FleetRole[]>) {
  for await (const page of pages) {
    for (const role of page) {
      yield COLUMNS.map(({ value }) => value(role));
    }
  }
}
