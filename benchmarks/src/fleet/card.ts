import { demoFleet } from 'local-aws';
import { median, rounded } from '../provision/statistics';
import { Database } from './databases';
import type { Latencies } from './loadProcess';
import { Load } from './startLoad';
import { Needed, Portal } from './startPortal';

/** What a request costs. */
export interface RequestCost {
  /** CPU of the portal, in milliseconds. */
  cpuMs: number;
  /** Milliseconds, one request after the other. */
  alone: number;
  /** SQL statements, by plugin. */
  queries: Record<string, number>;
  /** Requests to the portal's plugins, with the first. */
  requests: Record<string, number>;
}

/** What the card's response costs beside the catalog's for the same entity. */
export interface CardCosts {
  database: Database['name'];
  card: RequestCost & { atRate: Latencies };
  catalog: RequestCost & { atRate: Latencies };
}

export const RATE = 200;

const ALONE = 150;
const ROUNDS = 3;
const SECONDS = 8;

const SERVICES = Object.values(demoFleet.roles).map(({ entityRef }) =>
  entityRef.slice(entityRef.indexOf('/') + 1),
);

/** The addresses of what the cards of the demo fleet's services show. */
export function cards({ url }: Pick<Portal, 'url'>): string[] {
  return SERVICES.map(
    name =>
      `${url}/api/session-manager/entities/component/default/${name}/roles`,
  );
}

function entitiesByName({ url }: Pick<Portal, 'url'>): string[] {
  return SERVICES.map(
    name => `${url}/api/catalog/entities/by-name/component/default/${name}`,
  );
}

/** Measures both in turns, so that other load on the machine affects both. */
export async function measureCards(
  { load, portal }: { load: Load; portal: Portal },
  authorization: string,
  database: Database['name'],
): Promise<CardCosts> {
  const contestants = {
    card: { urls: cards(portal), authorization },
    catalog: { urls: entitiesByName(portal), authorization },
  };
  const alone = await costsInTurn({ load, portal }, contestants, ALONE);
  const atRate = { card: [] as Latencies[], catalog: [] as Latencies[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['card', 'catalog'] as const) {
      atRate[name].push(
        await load.ask('atRate', contestants[name], {
          rate: RATE,
          seconds: SECONDS,
        }),
      );
    }
  }
  return {
    database,
    card: { ...alone.card, atRate: middle(atRate.card) },
    catalog: { ...alone.catalog, atRate: middle(atRate.catalog) },
  };
}

/** What requests cost that are sent one after the other, in turns. */
export async function costsInTurn<Name extends string>(
  { load, portal }: { load: Load; portal: Portal },
  contestants: Record<Name, { urls: string[]; authorization: string }>,
  count: number,
): Promise<Record<Name, RequestCost>> {
  const names = Object.keys(contestants) as Name[];
  const taken = new Map<Name, number[]>(names.map(name => [name, []]));
  const needs = new Map<Name, Needed[]>(names.map(name => [name, []]));
  // The first round is to warm up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      await portal.ask('needed');
      const { failed, milliseconds } = await load.ask(
        'inTurn',
        contestants[name],
        count / ROUNDS,
      );
      const needed = await portal.ask('needed');
      if (failed > 0) {
        throw new RangeError(`${failed} requests to ${name} failed`);
      }
      if (round > 0) {
        taken.get(name)!.push(...milliseconds);
        needs.get(name)!.push(needed);
      }
    }
  }
  return Object.fromEntries(
    names.map(name => [name, costOf(taken.get(name)!, needs.get(name)!)]),
  ) as Record<Name, RequestCost>;
}

function costOf(milliseconds: number[], needs: Needed[]): RequestCost {
  const each = (of: (needed: Needed) => number) =>
    needs.reduce((sum, needed) => sum + of(needed), 0) / milliseconds.length;
  const by = (kind: 'queries' | 'requests') =>
    Object.fromEntries(
      [...new Set(needs.flatMap(needed => Object.keys(needed[kind])))]
        .map(name => [
          name,
          rounded(
            each(needed => needed[kind][name] ?? 0),
            1,
          ),
        ])
        .filter(([, count]) => count !== 0),
    );
  return {
    cpuMs: rounded(
      each(({ cpuMs }) => cpuMs),
      2,
    ),
    alone: rounded(median(milliseconds), 1),
    queries: by('queries'),
    requests: by('requests'),
  };
}

/** The medians of the rounds, apart from failures, which all count. */
function middle(rounds: readonly Latencies[]): Latencies {
  const of = (name: keyof Latencies, digits = 0) =>
    rounded(median(rounds.map(round => round[name])), digits);
  return {
    p50: of('p50', 1),
    p99: of('p99', 1),
    perSecond: of('perSecond'),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}
