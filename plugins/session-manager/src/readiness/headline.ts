import {
  ProblemSummary,
  Readiness,
  Verdict,
} from 'backstage-plugin-session-manager-common';

/** How a role stands, in one word. */
export type ReadinessState =
  'ready' | 'logs-lost' | 'sessions-fail' | 'unknown';

/** What a headline is made from: a whole readiness, or its summary. */
export type Told = Pick<Readiness, 'online' | 'starts' | 'logged'> & {
  problems: readonly ProblemSummary[];
};

/** Where logs go. */
export type Place = 'cloudWatchLogs' | 's3';

/** One sentence, before it is put into words. */
export interface HeadlineParts {
  state: ReadinessState;
  lead:
    | 'ready-logged'
    | 'ready-unlogged'
    | 'logs-lost'
    | 'sessions-fail'
    | 'starts-unknown'
    | 'logs-unknown';
  /** The logs that it is about. */
  places: Place[];
  /** The first problem that makes it so. */
  because?: ProblemSummary;
}

const PLACES: readonly Place[] = ['s3', 'cloudWatchLogs'];

/** What matters most to who wants a shell now. */
export function headlineOf(told: Told): HeadlineParts {
  const { online, starts, problems } = told;
  const first = (fits: (problem: ProblemSummary) => boolean) =>
    problems.find(problem => problem.severity !== 'info' && fits(problem));
  if (online === 'no' || starts === 'no') {
    return {
      state: 'sessions-fail',
      lead: 'sessions-fail',
      places: [],
      because: first(({ severity }) => severity === 'error'),
    };
  }
  const lost = placesOf(told, 'no');
  if (lost.length > 0) {
    return {
      state: 'logs-lost',
      lead: 'logs-lost',
      places: lost,
      because: first(({ stage }) => stage === 'log'),
    };
  }
  if (online === 'unknown' || starts === 'unknown') {
    return {
      state: 'unknown',
      lead: 'starts-unknown',
      places: [],
      because: first(({ stage }) => stage !== 'log'),
    };
  }
  const open = placesOf(told, 'unknown');
  if (open.length > 0) {
    return {
      state: 'unknown',
      lead: 'logs-unknown',
      places: open,
      because: first(({ stage }) => stage === 'log'),
    };
  }
  const places = placesOf(told, 'yes');
  return {
    state: 'ready',
    lead: places.length > 0 ? 'ready-logged' : 'ready-unlogged',
    places,
  };
}

function placesOf({ logged }: Told, verdict: Verdict): Place[] {
  return PLACES.filter(place => logged[place] === verdict);
}
