import { LoggerService } from '@backstage/backend-plugin-api';

/** The context of a step in one account: each line names the account. */
export function accountContext<Context extends { logger: LoggerService }>(
  ctx: Context,
  name: string,
): Context {
  return { ...ctx, logger: withPrefix(ctx.logger, `${name}: `) };
}

function withPrefix(logger: LoggerService, prefix: string): LoggerService {
  return {
    error: (message, meta) => logger.error(`${prefix}${message}`, meta),
    warn: (message, meta) => logger.warn(`${prefix}${message}`, meta),
    info: (message, meta) => logger.info(`${prefix}${message}`, meta),
    debug: (message, meta) => logger.debug(`${prefix}${message}`, meta),
    child: meta => withPrefix(logger.child(meta), prefix),
  };
}
