import pg from 'pg';

/** Statements that are prepared at most; a service has some dozens, and what is made up on the way must not fill the server. */
const most = 256;

/**
 * A client whose statements with parameters are prepared by the server the first time, and only bound after: the server neither
 * parses nor, after a few times, plans them again. For `pg.Pool`'s option `Client`. Not for what stands between client and
 * server and hands connections from one to another without knowing of it, nor for the embedded database.
 */
export function preparingClient(): typeof pg.Client {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `prepared_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  return class PreparingClient extends pg.Client {
    override query: pg.Client['query'] = (first: unknown, ...rest: unknown[]) => {
      const [values, ...others] = rest;
      const name = typeof first === 'string' && Array.isArray(values) ? nameOf(first) : undefined;
      const args =
        name === undefined ? [first, ...rest] : [{ name, text: first, values }, ...others];
      return Reflect.apply(super.query, this, args);
    };
  };
}
