import { FinalizeHandler, MiddlewareStack } from '@aws-sdk/types';
import { AddMiddleware } from '../fault/operationOf';

/**
 * Is told of each request to AWS, also of those that the SDK repeats.
 *
 * @param service - as in IAM actions, such as `iam`
 * @param operation - as AWS names it, such as `GetRole`
 *
 * @public
 */
export type CallObserver = (service: string, operation: string) => void;

export function observeCalls(
  service: string,
  observe: CallObserver,
): AddMiddleware {
  return <Input extends object, Output extends object>(
    stack: MiddlewareStack<Input, Output>,
  ) =>
    stack.addRelativeTo(
      (
        next: FinalizeHandler<Input, Output>,
        { commandName = '' },
      ): FinalizeHandler<Input, Output> =>
        args => {
          observe(service, commandName.replace(/Command$/, ''));
          return next(args);
        },
      {
        name: 'observeCallsMiddleware',
        relation: 'after',
        toMiddleware: 'retryMiddleware',
      },
    );
}
