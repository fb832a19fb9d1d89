import type { PGlite } from '@electric-sql/pglite';

/** What a client sends of an extended query before its Sync: Parse, Bind, Describe, Execute, Close, Flush. */
const parts = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));

/**
 * An engine for `PGLiteSocketServer` whose connections do not get into each other's queries. They share one backend, and the
 * server puts their messages into one queue; it holds the others back while one has a transaction open, but not between the
 * Parse and the Bind of one query. Those come apart when parameters are large or the machine is busy. Then another's Parse
 * takes the place of the statement, and a client gets the rows of somebody else's query, or an error that is none of its own
 * ("unnamed prepared statement does not exist").
 *
 * So a query counts as a transaction until its Sync.
 *
 * ```ts
 * new PGLiteSocketServer({ db: wholeQueries(engine), host: '127.0.0.1', port: 0, maxConnections: 50 });
 * ```
 */
export function wholeQueries(engine: PGlite): PGlite {
  let isHeld = engine.isInTransaction();
  const own: Partial<PGlite> = {
    isInTransaction: () => isHeld,
    execProtocolRawStream: async (message, options) => {
      try {
        await engine.execProtocolRawStream(message, options);
      } finally {
        isHeld = parts.has(message[0] ?? 0) || engine.isInTransaction();
      }
    },
    // The server rolls back for a connection that is gone in the middle.
    exec: async (query, options) => {
      try {
        return await engine.exec(query, options);
      } finally {
        isHeld = engine.isInTransaction();
      }
    },
  };
  return new Proxy(engine, {
    get: (target, name) => {
      const member: unknown = Reflect.get(own, name) ?? Reflect.get(target, name, target);
      // Its methods reach private fields, which a proxy has not.
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
