import { Verdict } from '../ternary/ternary';
import { NodeKind } from '../trust/evaluateTrust';
import { NodeVerdicts, Problem, Readiness } from '../readiness/model/Readiness';
import { Affected } from './changeEnvironment';

/**
 * What a change does to the sessions of a role, and to their logs. `breaks`: what
 * works does not afterwards. `maybe-breaks`: what works may not afterwards, or
 * what may work does not. `mended` and `maybe-mended` are the reverse. `unknown`:
 * what may work may work afterwards, but whether that changes is not known.
 *
 * @public
 */
export type WhatIfVerdict =
  | 'breaks'
  | 'maybe-breaks'
  | 'unknown'
  | 'maybe-mended'
  | 'mended'
  | 'unchanged';

/**
 * The verdicts, the most severe first.
 *
 * @public
 */
export const WHAT_IF_VERDICT_ORDER: readonly WhatIfVerdict[] = [
  'breaks',
  'maybe-breaks',
  'unknown',
  'maybe-mended',
  'mended',
  'unchanged',
];

/**
 * The verdicts in words.
 *
 * @public
 */
export const WHAT_IF_VERDICTS: Readonly<Record<WhatIfVerdict, string>> = {
  breaks: 'The change breaks sessions or their logs.',
  'maybe-breaks': 'The change may break sessions or their logs.',
  unknown:
    'It is unknown what the change does to sessions and their logs. Treat it as unsafe.',
  'maybe-mended': 'The change may repair sessions or their logs.',
  mended: 'The change repairs sessions or their logs.',
  unchanged: 'Sessions and their logs work, or do not work, as before.',
};

/**
 * Whether a role may be worse off after a change. What could not be computed
 * counts as unsafe.
 *
 * @public
 */
export function isUnsafe(verdict: WhatIfVerdict): boolean {
  return ['breaks', 'maybe-breaks', 'unknown'].includes(verdict);
}

/** The most severe of several verdicts; `unchanged` if there are none. */
export function worstVerdict(
  verdicts: readonly WhatIfVerdict[],
): WhatIfVerdict {
  return (
    WHAT_IF_VERDICT_ORDER.find(verdict => verdicts.includes(verdict)) ??
    'unchanged'
  );
}

/** Of one verdict before and after; both unknown is `open`. */
const TRANSITIONS: Readonly<
  Record<Verdict, Readonly<Record<Verdict, WhatIfVerdict | 'open'>>>
> = {
  yes: { yes: 'unchanged', unknown: 'maybe-breaks', no: 'breaks' },
  unknown: { yes: 'maybe-mended', unknown: 'open', no: 'maybe-breaks' },
  no: { yes: 'mended', unknown: 'maybe-mended', no: 'unchanged' },
};

const NODE_KINDS: readonly NodeKind[] = ['ec2', 'hybrid'];

/**
 * Compares two predictions for a role in a region.
 *
 * @param affected - what the change may affect; `undefined`: everything
 */
export function verdictOn(
  before: Readiness,
  after: Readiness,
  affected: ReadonlySet<Affected> | undefined,
): WhatIfVerdict {
  return worstVerdict(
    NODE_KINDS.map(kind => {
      const ofKind = (readiness: Readiness) =>
        readiness.byNodeKind?.[kind] ?? readiness;
      const isOpen = (stage: StageName) =>
        mayDiffer(stage, [before, after], affected);
      return verdictOnKind(ofKind(before), ofKind(after), isOpen);
    }),
  );
}

type StageName = 'online' | 'starts' | 's3' | 'cloudWatchLogs';

/** Logs matter once sessions start. */
function verdictOnKind(
  before: NodeVerdicts,
  after: NodeVerdicts,
  isOpen: (stage: StageName) => boolean,
): WhatIfVerdict {
  const compare = (stage: StageName, was: Verdict, is: Verdict) => {
    const verdict = TRANSITIONS[was][is];
    if (verdict !== 'open') {
      return verdict;
    }
    return isOpen(stage) ? 'unknown' : 'unchanged';
  };
  const sessions = worstVerdict([
    compare('online', before.online, after.online),
    compare('starts', before.starts, after.starts),
  ]);
  if (before.starts === 'no' || after.starts === 'no') {
    return sessions;
  }
  // A log that the preferences do not ask for cannot be lost.
  const logs = (['s3', 'cloudWatchLogs'] as const).map(log =>
    compare(log, before.logged[log] ?? 'yes', after.logged[log] ?? 'yes'),
  );
  return worstVerdict([sessions, ...logs]);
}

const PARTS: Readonly<Record<Affected, RegExp>> = {
  key: /^(?:session-key-|preferences-)/,
  s3: /^(?:s3-|preferences-)/,
  cloudWatchLogs: /^(?:cw-|preferences-)/,
  others: /^(?:preferences-|run-as-)/,
};

/**
 * Whether an outcome that is unknown before and after a change may differ: it is
 * not unknown for the same reason, or the reason depends on what changes.
 */
function mayDiffer(
  stage: StageName,
  readings: readonly Readiness[],
  affected: ReadonlySet<Affected> | undefined,
): boolean {
  if (!affected) {
    return true;
  }
  const reasons = readings.map(({ problems }) =>
    problems.filter(
      problem => problem.severity === 'unknown' && concerns(problem, stage),
    ),
  );
  return reasons.some(
    problems =>
      problems.length === 0 || problems.some(({ code }) => depends(code)),
  );

  function depends(code: Problem['code']): boolean {
    const parts = Object.entries(PARTS) as Array<[Affected, RegExp]>;
    return parts.some(
      ([part, codes]) => codes.test(code) && affected!.has(part),
    );
  }
}

function concerns({ code, stage }: Problem, about: StageName): boolean {
  switch (about) {
    case 'online':
      return stage === 'online';
    case 'starts':
      return stage !== 'log';
    default:
      return stage !== 'log' || /^s3-/.test(code) === (about === 's3');
  }
}
