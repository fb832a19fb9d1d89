import { child } from '../document/node.ts';
import type { Pair, Walk } from './compare-schemas.ts';
import { report } from './compare-schemas.ts';

/** Conditions that are equal or not: patterns, `not`, `if`. One more is narrower, one less is wider, another is neither. */
export function compareConditions(pair: Pair, walk: Walk): void {
  const { base, head } = pair;
  for (const keyword of new Set([...base.conditions.keys(), ...head.conditions.keys()])) {
    const [from, to] = [base, head].map(
      ({ conditions }) => conditions.get(keyword) ?? new Set<string>(),
    );
    if (!from || !to) continue;
    const gone = [...from].filter((one) => !to.has(one));
    const come = [...to].filter((one) => !from.has(one));
    const change = {
      was: shown(keyword, from),
      is: shown(keyword, to),
      base: child(base.node, keyword),
      head: child(head.node, keyword),
    };
    if (gone.length > 0 && come.length > 0) {
      const [multiple, other] = keyword === 'multipleOf' ? [Number(gone[0]), Number(come[0])] : [];
      const narrower = other !== undefined && multiple !== undefined && isMultiple(other, multiple);
      const wider = other !== undefined && multiple !== undefined && isMultiple(multiple, other);
      if (walk.direction === 'request' ? wider : narrower) continue;
      if (!narrower && !wider) {
        report(pair, walk, 'schema-not-comparable', {
          says: `has another \`${keyword}\``,
          ...change,
        });
        continue;
      }
    }
    if (walk.direction === 'request' && come.length > 0) {
      report(pair, walk, 'request-constraint-added', {
        says: `has a \`${keyword}\` to meet`,
        ...change,
      });
    } else if (walk.direction === 'response' && gone.length > 0) {
      report(pair, walk, 'response-constraint-removed', {
        says: `need not meet its \`${keyword}\` any more`,
        ...change,
      });
    }
  }
}

const isMultiple = (a: number, b: number): boolean => Number.isInteger(Number((a / b).toFixed(9)));

function shown(keyword: string, texts: ReadonlySet<string>): string {
  if (texts.size === 0) return `no ${keyword}`;
  const all = [...texts].join(' and ');
  return `${keyword} ${all.length > 120 ? `${all.slice(0, 120)}…` : all}`;
}
