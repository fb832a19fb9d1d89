import type { Logger } from './create-logger.ts';
import { isReservedName } from './record/reserved-names.ts';
import type { Info } from './record/to-record.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The children of a logger, and what each adds to its records. */
export interface Children {
  /**
   * A logger whose records have these fields besides their own, which go first. They hold no secret any more.
   */
  of(parent: Logger, fields: Fields): Logger;
  /**
   * The fields that a logger adds, its parents' among them; undefined for one that adds something else: an error, an id, or what
   * somebody who derived a logger by hand does in its `write`.
   */
  fieldsOf(logger: Logger): Fields | undefined;
}

export function createChildren(root: Logger): Children {
  const added = new WeakMap<Logger, Fields>([[root, {}]]);
  return {
    of: (parent, fields) => {
      const child = Object.create(parent, {
        write: {
          value: (info: Info): boolean => parent.write({ ...fields, ...info }),
        },
      }) as Logger;
      const before = added.get(parent);
      if (before !== undefined && !Object.keys(fields).some(isReservedName)) {
        added.set(child, { ...before, ...fields });
      }
      return child;
    },
    fieldsOf: (logger) => added.get(logger),
  };
}
