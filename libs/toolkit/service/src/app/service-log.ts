import type { FastifyBaseLogger } from 'fastify';

/** What a service needs of a logger; those of toolkit-logger have it. */
export interface ServiceLog {
  error(message: string, ...values: unknown[]): unknown;
  warn(message: string, ...values: unknown[]): unknown;
  info(message: string, ...values: unknown[]): unknown;
  debug(message: string, ...values: unknown[]): unknown;
}

/** A logger with Fastify's manners, which are pino's: fields first, then the message. */
export function fastifyLog(logger: ServiceLog, bindings: object = {}): FastifyBaseLogger {
  const at =
    (level: keyof ServiceLog) =>
    (first: unknown, ...rest: unknown[]): void => {
      const [message, fields] =
        typeof first === 'string' ? [first, rest[0]] : [textOf(rest[0], first), first];
      logger[level](message, { ...bindings, ...fieldsOf(fields) });
    };
  return {
    ...{ error: at('error'), fatal: at('error'), warn: at('warn'), info: at('info') },
    ...{ debug: at('debug'), trace: at('debug'), silent: () => undefined },
    level: 'info',
    // Fastify makes one for each request; its id stands in the access log, and is added to what a handler logs.
    child: (fields) => fastifyLog(logger, { ...bindings, ...idOf(fields) }),
  };
}

function textOf(message: unknown, first: unknown): string {
  if (typeof message === 'string') return message;
  return first instanceof Error ? first.message : 'record without a message';
}

function fieldsOf(fields: unknown): object {
  if (fields instanceof Error) return { error: fields };
  if (typeof fields !== 'object' || fields === null) return {};
  // Fastify's own records bring whole requests and replies, with their headers.
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== 'req' && name !== 'res')
      .map(([name, value]) => [name === 'err' ? 'error' : name, value]),
  );
}

function idOf(fields: object): object {
  const id: unknown = Reflect.get(fields, 'reqId');
  return id === undefined ? {} : { requestId: id };
}
