import type { Node } from '../document/node.ts';
import type { RuleId } from './rules.ts';

/** One thing that breaks, or may. */
export interface Change {
  readonly rule: RuleId;
  /** What it happened to, as a person would say it: `GET /orders, response 200, items[].id`. */
  readonly where: string;
  /** A sentence part about it: `is gone`. */
  readonly says: string;
  /** Where it stood, and where it stands or, gone, would stand. */
  readonly base: Node;
  readonly head: Node;
  /** What it was and what it is, for a person. */
  readonly was: string;
  readonly is: string;
}

export type Sink = (change: Change) => void;

/** A change with all the places that it was met at, the first of which is told. */
export interface MetChange extends Change {
  readonly times: number;
}

/** Gathers changes, each once by where it stands: a shared schema is met in many operations. */
export function gather(): { readonly sink: Sink; changes(): readonly MetChange[] } {
  const met = new Map<string, MetChange>();
  return {
    sink(change) {
      const { rule, base, head, says } = change;
      const key = JSON.stringify([rule, base.file, base.path, head.file, head.path, says]);
      const known = met.get(key);
      met.set(key, known ? { ...known, times: known.times + 1 } : { ...change, times: 1 });
    },
    changes: () => [...met.values()],
  };
}
