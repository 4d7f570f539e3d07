// @ts-check

// The most severe first.
const STATES = [
  'sessions-fail',
  'logs-lost',
  'unknown',
  'ready',
  'not-a-node-role',
];

/**
 * Every node role of every account, with its readiness.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('fleet_accounts', table => {
    table.comment('The accounts whose roles are scanned, and their scans');
    table.string('account_id', 12).primary();
    table.string('name', 255).notNullable().comment('Empty if it has none');
    table.timestamp('due_at', { useTz: true }).notNullable();
    table
      .string('claimed_by', 36)
      .notNullable()
      .comment('The claim of the replica that scans it; empty if none does');
    table
      .timestamp('claimed_until', { useTz: true })
      .notNullable()
      .comment('From then on, another replica may claim it');
    table
      .integer('generation')
      .notNullable()
      .comment('The number of its last scan, complete or not');
    table
      .timestamp('scan_started_at', { useTz: true })
      .nullable()
      .comment('Set while a scan is not complete');
    table
      .text('marker')
      .nullable()
      .comment('Where the scan continues; absent at its first page');
    table
      .boolean('all_read')
      .notNullable()
      .comment('Whether its last page was read, so that only its end is left');
    table
      .integer('other_roles_read')
      .notNullable()
      .comment('The roles so far in this scan that are not kept');
    table
      .timestamp('scanned_at', { useTz: true })
      .nullable()
      .comment('When the last complete scan started');
    table
      .integer('other_roles')
      .notNullable()
      .comment('The roles in the last complete scan that are not kept');
    table
      .text('fault')
      .nullable()
      .comment('Why it could not be scanned, as JSON');
    table.timestamp('fault_since', { useTz: true }).nullable();
    table
      .timestamp('changed_at', { useTz: true })
      .nullable()
      .comment('A scan that started before may have missed a change');
    table
      .timestamp('refreshes_since', { useTz: true })
      .notNullable()
      .comment('The start of the minute in which refreshes are counted');
    table.integer('refreshes').notNullable().comment('Since then');

    table.check(
      '(fault is null) = (fault_since is null)',
      {},
      'fleet_accounts_fault_since',
    );
    table.index(['due_at', 'account_id'], 'fleet_accounts_due_idx');
  });

  await knex.schema.createTable('fleet_scan_pages', table => {
    table.comment('What scans that are not complete have seen so far');
    table.bigIncrements('id');
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.integer('generation').notNullable();
    table.text('role_arns').notNullable().comment('As JSON');
    table.index(['account_id', 'generation'], 'fleet_scan_pages_account_idx');
  });

  await knex.schema.createTable('fleet_roles', table => {
    table.comment('What lists of roles show, filter and sort by');
    table.string('role_arn', 700).primary();
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.string('role_name', 64).notNullable();
    table
      .string('role_key', 64)
      .notNullable()
      .comment('The name as IAM compares it: without regard to case');
    table
      .string('entity_ref', 256)
      .notNullable()
      .comment('Its service; empty if it has none');
    table
      .string('owner_ref', 256)
      .notNullable()
      .comment('The owner of its service; empty if there is none');
    table.boolean('managed').notNullable();
    table.string('node_kind', 8).notNullable();
    table.string('state', 16).notNullable();
    table
      .smallint('state_rank')
      .notNullable()
      .comment('The order of the state, the most severe first');
    table.text('headline').notNullable().comment('As JSON');
    table
      .text('problems')
      .notNullable()
      .comment('Their codes in the order in which they occur, as JSON');
    table.string('drift', 16).notNullable();
    table
      .text('regions')
      .notNullable()
      .comment('Those it was predicted for, as JSON');
    table
      .integer('nodes_total')
      .nullable()
      .comment('The nodes that use it; absent if not read');
    table.integer('nodes_online').nullable();
    table
      .text('last_used')
      .nullable()
      .comment('The day and region in which it was last used, as JSON');
    table
      .string('snapshot_hash', 64)
      .notNullable()
      .comment('Of the parts that every reading of a role has');
    table
      .string('environment_hash', 64)
      .notNullable()
      .comment('Of all other facts that its readiness was predicted from');
    table
      .string('variant_name', 64)
      .notNullable()
      .comment('The name, with * for the id of its account, in lower case');
    table
      .string('variant_shape', 128)
      .notNullable()
      .comment('Hashes of the parts that are compared between accounts');
    table
      .boolean('missing')
      .notNullable()
      .comment('Whether the last complete scan did not see it');
    table
      .timestamp('observed_at', { useTz: true })
      .notNullable()
      .comment('When it was read; while not missing, confirmed by each scan');
    table
      .timestamp('changed_at', { useTz: true })
      .notNullable()
      .comment('When the role or its readiness changed');

    table.check(
      `state = case state_rank ${STATES.map((state, rank) => `when ${rank} then '${state}'`).join(' ')} else '' end`,
      {},
      'fleet_roles_state_known',
    );
    table.check(
      '(nodes_total is null) = (nodes_online is null)',
      {},
      'fleet_roles_nodes_known',
    );

    // Each order, with the role's ARN to order those that are equal.
    table.index(['role_key', 'role_arn'], 'fleet_roles_name_idx');
    table.index(['entity_ref', 'role_arn'], 'fleet_roles_entity_idx');
    table.index(['owner_ref', 'role_arn'], 'fleet_roles_owner_idx');
    table.index(['account_id', 'role_arn'], 'fleet_roles_account_idx');
    table.index(['state_rank', 'role_arn'], 'fleet_roles_state_idx');
    table.index(['changed_at', 'role_arn'], 'fleet_roles_changed_idx');
    table.index(
      ['variant_name', 'account_id', 'variant_shape', 'state_rank'],
      'fleet_roles_variant_idx',
    );
    // All that the summary counts.
    table.index(
      ['account_id', 'state', 'drift', 'managed', 'nodes_total'],
      'fleet_roles_counts_idx',
    );
    // The most used filters, in the most used orders.
    table.index(
      ['account_id', 'state_rank', 'role_arn'],
      'fleet_roles_account_state_idx',
    );
    table.index(
      ['account_id', 'role_key', 'role_arn'],
      'fleet_roles_account_name_idx',
    );
    table.index(
      ['owner_ref', 'state_rank', 'role_arn'],
      'fleet_roles_owner_state_idx',
    );
    table.index(
      ['owner_ref', 'role_key', 'role_arn'],
      'fleet_roles_owner_name_idx',
    );
    table.index(
      ['state', 'role_key', 'role_arn'],
      'fleet_roles_state_name_idx',
    );
    // The filters that few roles may match.
    table.index(
      ['drift', 'state_rank', 'role_arn'],
      'fleet_roles_drift_state_idx',
    );
    table.index(
      ['nodes_total', 'state_rank', 'role_arn'],
      'fleet_roles_nodes_state_idx',
    );
  });

  await knex.schema.createTable('fleet_role_documents', table => {
    table.comment('The large parts of a role, which lists do not read');
    table
      .string('role_arn', 700)
      .primary()
      .references('role_arn')
      .inTable('fleet_roles');
    table.text('snapshot').notNullable().comment('As JSON');
    table
      .text('predictions')
      .notNullable()
      .comment('The readiness in each region, as JSON');
    table
      .text('instance_tags')
      .nullable()
      .comment('The tags of its instances that its policies name, as JSON');
  });

  await knex.schema.createTable('fleet_role_problems', table => {
    table.comment('The problems of roles, to filter and count by');
    table
      .string('role_arn', 700)
      .notNullable()
      .references('role_arn')
      .inTable('fleet_roles');
    table.string('code', 64).notNullable();
    table.primary(['role_arn', 'code']);
    table.index(['code', 'role_arn'], 'fleet_role_problems_code_idx');
  });

  await knex.schema.createTable('fleet_role_regions', table => {
    table.comment('The regions of roles, to filter by');
    table
      .string('role_arn', 700)
      .notNullable()
      .references('role_arn')
      .inTable('fleet_roles');
    table.string('region', 32).notNullable();
    table.primary(['role_arn', 'region']);
    table.index(['region', 'role_arn'], 'fleet_role_regions_region_idx');
  });

  await knex.schema.createTable('fleet_role_policies', table => {
    table.comment('The customer managed policies of roles, to find the roles');
    table
      .string('role_arn', 700)
      .notNullable()
      .references('role_arn')
      .inTable('fleet_roles');
    table.string('policy_arn', 700).notNullable();
    table.primary(['role_arn', 'policy_arn']);
    table.index(['policy_arn', 'role_arn'], 'fleet_role_policies_policy_idx');
  });

  await knex.schema.createTable('fleet_role_profiles', table => {
    table.comment('The instance profiles of roles, to find the roles');
    table
      .string('role_arn', 700)
      .notNullable()
      .references('role_arn')
      .inTable('fleet_roles');
    table
      .string('profile_key', 128)
      .notNullable()
      .comment('The name of the profile as IAM compares it');
    table.primary(['role_arn', 'profile_key']);
    table.index(['profile_key', 'role_arn'], 'fleet_role_profiles_key_idx');
  });

  await knex.schema.createTable('fleet_environments', table => {
    table.comment('The session environments of accounts and regions');
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.string('region', 32).notNullable();
    table
      .text('environment')
      .nullable()
      .comment('The last that was read, as JSON; absent if none was');
    table.string('hash', 64).notNullable().comment('Empty if none was read');
    table.timestamp('observed_at', { useTz: true }).nullable();
    table
      .text('fault')
      .nullable()
      .comment('Why it could not be read again, as JSON');
    table.timestamp('fault_since', { useTz: true }).nullable();

    table.primary(['account_id', 'region']);
    table.check(
      '(environment is null) = (observed_at is null)',
      {},
      'fleet_environments_observed',
    );
    table.check(
      '(fault is null) = (fault_since is null)',
      {},
      'fleet_environments_fault_since',
    );
  });

  await knex.schema.createTable('fleet_environment_resources', table => {
    table.comment('What environments depend on, to find the environments');
    table.string('account_id', 12).notNullable();
    table.string('region', 32).notNullable();
    table.string('kind', 16).notNullable();
    table.string('name', 512).notNullable();
    table.primary(['account_id', 'region', 'kind', 'name']);
    table
      .foreign(['account_id', 'region'])
      .references(['account_id', 'region'])
      .inTable('fleet_environments');
    table.index(['kind', 'name'], 'fleet_environment_resources_name_idx');
  });

  await knex.schema.createTable('fleet_refreshes', table => {
    table.comment('What events have changed, and is to be read again');
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.string('what', 16).notNullable().comment('role or environment');
    table
      .string('key', 64)
      .notNullable()
      .comment('The name of the role as IAM compares it, or the region');
    table.string('name', 64).notNullable().comment('As the event has it');
    table
      .timestamp('event_at', { useTz: true })
      .notNullable()
      .comment('When the last of its events arrived');
    table.timestamp('due_at', { useTz: true }).notNullable();
    table
      .timestamp('due_at_latest', { useTz: true })
      .notNullable()
      .comment('However many more events arrive');
    table.smallint('failures').notNullable();
    table
      .string('claimed_by', 36)
      .notNullable()
      .comment('The claim of the replica that reads it; empty if none does');
    table.timestamp('claimed_until', { useTz: true }).notNullable();
    table.primary(['account_id', 'what', 'key']);
    table.index(['due_at'], 'fleet_refreshes_due_idx');
  });

  await knex.schema.createTable('fleet_notices', table => {
    table.comment('What owners were told of roles, and are to be told');
    table
      .string('role_arn', 700)
      .primary()
      .references('role_arn')
      .inTable('fleet_roles');
    table
      .string('usual_state', 16)
      .notNullable()
      .comment('Before, which is no news; empty if it was unknown');
    table.boolean('usual_drifted').notNullable();
    table
      .string('told_state', 16)
      .notNullable()
      .comment('The problem that was told; empty if none was');
    table.boolean('told_drifted').notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('As it was last read; empty if it is unknown');
    table.boolean('drifted').notNullable();
    table
      .string('news', 8)
      .notNullable()
      .comment('What is to be told; empty if nothing is');
    table
      .timestamp('settles_at', { useTz: true })
      .notNullable()
      .comment('From then on, a reading confirms that it stays so');
    table
      .timestamp('claimed_until', { useTz: true })
      .notNullable()
      .comment('From then on, another replica may tell it');
    table.index(['news', 'settles_at'], 'fleet_notices_news_idx');
  });

  await knex.schema.createTable('fleet_removals', table => {
    table.comment('Roles of services that are gone, until their owners know');
    table.string('role_arn', 700).primary();
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.string('role_name', 64).notNullable();
    table.string('entity_ref', 256).notNullable();
    table.string('owner_ref', 256).notNullable();
    table
      .timestamp('seen_at', { useTz: true })
      .notNullable()
      .comment('When the role was last read');
    table
      .timestamp('settles_at', { useTz: true })
      .notNullable()
      .comment('From then on, its owner is told unless it is back');
    table
      .timestamp('claimed_until', { useTz: true })
      .notNullable()
      .comment('From then on, another replica may tell it');
    table.index(['settles_at', 'role_arn'], 'fleet_removals_settles_idx');
    table.index(['account_id'], 'fleet_removals_account_idx');
  });

  await knex.schema.createTable('fleet_account_states', table => {
    table.comment(
      'The numbers of roles at the last complete scan, for metrics',
    );
    table
      .string('account_id', 12)
      .notNullable()
      .references('account_id')
      .inTable('fleet_accounts');
    table.string('state', 16).notNullable();
    table.integer('roles').notNullable();
    table.primary(['account_id', 'state']);
  });

  await knex.schema.createTable('fleet_digests', table => {
    table.comment('The last digest for the platform team');
    table.smallint('id').primary().comment('There is one row');
    table.timestamp('made_at', { useTz: true }).notNullable();
    table
      .timestamp('due_at', { useTz: true })
      .notNullable()
      .comment('When the next one is due');
    table.text('content').nullable().comment('As JSON, until it is sent');
    table.check('id = 1', {}, 'fleet_digests_single');
  });

  await knex.schema.createTable('fleet_digest_roles', table => {
    table.comment('The roles that were not ready in the last digest');
    table.string('role_arn', 700).primary();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('fleet_digest_roles');
  await knex.schema.dropTable('fleet_digests');
  await knex.schema.dropTable('fleet_account_states');
  await knex.schema.dropTable('fleet_removals');
  await knex.schema.dropTable('fleet_notices');
  await knex.schema.dropTable('fleet_refreshes');
  await knex.schema.dropTable('fleet_environment_resources');
  await knex.schema.dropTable('fleet_environments');
  await knex.schema.dropTable('fleet_role_profiles');
  await knex.schema.dropTable('fleet_role_policies');
  await knex.schema.dropTable('fleet_role_regions');
  await knex.schema.dropTable('fleet_role_problems');
  await knex.schema.dropTable('fleet_role_documents');
  await knex.schema.dropTable('fleet_roles');
  await knex.schema.dropTable('fleet_scan_pages');
  await knex.schema.dropTable('fleet_accounts');
};
