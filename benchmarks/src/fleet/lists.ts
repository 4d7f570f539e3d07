import { costsInTurn, RequestCost } from './card';
import { cloneEntity, cloneRoles } from './clones';
import { Database } from './databases';
import { catalogOf, VIEWER } from './entities';
import { accountIds, ROLES_PER_ACCOUNT } from './scan';
import { startAws } from './startAws';
import { Load } from './startLoad';
import { startPortal } from './startPortal';

/** What pages of very many roles cost beside those of as many entities. */
export interface ListCosts {
  database: Database['name'];
  roles: number;
  entities: number;
  pageSize: number;
  costs: Record<Contestant, RequestCost>;
}

/** What is compared; each of ours with the catalog's of the same selection. */
export type Contestant =
  'page' | 'filtered' | 'summary' | 'byQuery' | 'byQueryFiltered';

const ACCOUNTS = 100;
const PAGE = 50;
const COUNT = 60;
// One in six of the generated roles belongs to a service.
const SERVICES = Array.from(
  { length: ROLES_PER_ACCOUNT / 25 },
  (_, n) => `service-${n * 6}`,
);

export async function measureLists(
  load: Load,
  database: Database,
): Promise<ListCosts> {
  const accounts = accountIds(ACCOUNTS);
  const aws = await startAws({ nodeRoles: ROLES_PER_ACCOUNT, onlyFirst: true });
  const portal = await startPortal({
    accountIds: accounts,
    database,
    entities: catalogOf(SERVICES),
    env: aws.env,
  });
  try {
    await portal.firstScan();
    const authorization = await portal.signIn(VIEWER);
    const roles = await cloneRoles(portal, accounts[0]);
    const entities = await cloneEntity(
      portal,
      `component:default/${SERVICES[1]}`,
      roles,
    );
    const { url } = portal;
    const at = (path: string) => ({
      urls: [`${url}/api${path}`],
      authorization,
    });
    const ofRoles = '/session-manager/roles';
    const ofEntities = '/catalog/entities/by-query';
    const costs = await costsInTurn(
      { load, portal },
      {
        page: at(`${ofRoles}?limit=${PAGE}&sort=roleName:asc`),
        byQuery: at(`${ofEntities}?limit=${PAGE}&orderField=metadata.name,asc`),
        filtered: at(
          `${ofRoles}?limit=${PAGE}&sort=roleName:asc&owner=group:default/web&managed=true`,
        ),
        byQueryFiltered: at(
          `${ofEntities}?limit=${PAGE}&orderField=metadata.name,asc&filter=kind=component,relations.ownedBy=group:default/web`,
        ),
        summary: at(`${ofRoles}/summary`),
      },
      COUNT,
    );
    return {
      database: database.name,
      roles,
      entities,
      pageSize: PAGE,
      costs,
    };
  } finally {
    await portal.stop();
    await aws.stop();
  }
}
