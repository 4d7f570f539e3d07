/** One page of a form. */
interface FormPage {
  properties?: Record<string, unknown>;
}

/** One step of a task. */
interface TaskStep {
  action?: unknown;
  input?: { requestId?: unknown };
}

/**
 * Whether a template provisions an approved request: its only parameter is
 * `requestId`, with which it creates the role. The portal itself runs it, and
 * people cannot use it.
 *
 * @public
 */
export function isTemplateForRequests({
  spec = {},
}: {
  spec?: { parameters?: unknown; steps?: unknown };
}): boolean {
  const pages = [spec.parameters ?? []].flat() as FormPage[];
  const parameters = pages.flatMap(page => Object.keys(page.properties ?? {}));
  const steps = (Array.isArray(spec.steps) ? spec.steps : []) as TaskStep[];
  return (
    parameters.join() === 'requestId' &&
    steps.some(
      ({ action, input }) =>
        action === 'session-manager:role:create' &&
        /\bparameters\.requestId\b/.test(String(input?.requestId)),
    )
  );
}
