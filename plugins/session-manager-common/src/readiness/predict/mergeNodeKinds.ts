import { canonicalJson } from '../../json/canonicalJson';
import { Verdict, worst } from '../../ternary/ternary';
import { NodeKind } from '../../trust/evaluateTrust';
import { NodeVerdicts, Problem, Readiness } from '../model/Readiness';

/** The prediction for one kind of node. */
interface OfKind {
  kind: NodeKind;
  readiness: Readiness;
}

/**
 * Combines the predictions for both kinds of node: the worse verdicts and all
 * problems. Problems of only one kind have a `nodeKind`.
 */
export function mergeNodeKinds(one: OfKind, other: OfKind): Readiness {
  const [a, b] = [one.readiness, other.readiness];
  const verdicts: NodeVerdicts = {
    online: worst([a.online, b.online]),
    starts: worst([a.starts, b.starts]),
    logged: {
      s3: worseLog(a.logged.s3, b.logged.s3),
      cloudWatchLogs: worseLog(
        a.logged.cloudWatchLogs,
        b.logged.cloudWatchLogs,
      ),
    },
  };
  const isSame = canonicalJson(verdictsOf(a)) === canonicalJson(verdictsOf(b));
  const insteadOfRole = a.insteadOfRole ?? b.insteadOfRole;
  return {
    ...verdicts,
    problems: problemsOf(one, other),
    ...(insteadOfRole ? { insteadOfRole } : {}),
    ...(isSame
      ? {}
      : {
          byNodeKind: {
            [one.kind]: verdictsOf(a),
            [other.kind]: verdictsOf(b),
          } as Readiness['byNodeKind'],
        }),
  };
}

/** The verdicts of a prediction. */
export function verdictsOf({
  online,
  starts,
  logged,
}: Readiness): NodeVerdicts {
  return { online, starts, logged };
}

/** `null` if no session starts on one of the kinds, so that there is no log. */
function worseLog(a: Verdict | null, b: Verdict | null): Verdict | null {
  return a === null || b === null ? null : worst([a, b]);
}

function problemsOf(one: OfKind, other: OfKind): Problem[] {
  const own = [one, other].map(({ kind, readiness }) => ({
    kind,
    problems: readiness.problems,
  }));
  const all = own.flatMap(({ kind, problems }, index) =>
    problems.flatMap(problem => {
      const twin = own[1 - index].problems.some(
        ({ code, severity, resource }) =>
          code === problem.code &&
          severity === problem.severity &&
          resource === problem.resource,
      );
      if (twin) {
        return index === 0 ? [problem] : [];
      }
      return [{ ...problem, nodeKind: kind }];
    }),
  );
  const stages: ReadonlyArray<Problem['stage']> = ['online', 'start', 'log'];
  return stages.flatMap(stage =>
    all.filter(problem => problem.stage === stage),
  );
}
