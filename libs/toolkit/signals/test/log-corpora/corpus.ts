import { Random } from './random.ts';
import { slots } from './slots.ts';

/** A made-up system: what its programmers wrote in the calls of their logger. */
export interface LogSystem {
  readonly name: string;
  /** One line each; `{slot}` is a value, `{a|b|c}` one of a small vocabulary. */
  readonly templates: readonly string[];
  /** What stands before each message in the file; with slots. */
  readonly header?: string;
}

export interface LabelledLines {
  readonly name: string;
  readonly lines: readonly string[];
  /** Of each line, the place of its template in `templates`. */
  readonly labels: readonly number[];
}

/**
 * Lines of a system: few templates write most of them, some write one. The same for the same seed; another seed makes other
 * templates the frequent ones.
 * @param withHeader whether lines begin as in the file, or hold the message alone
 */
export function generate(
  system: LogSystem,
  { seed, count, withHeader = false }: { seed: number; count: number; withHeader?: boolean },
): LabelledLines {
  const random = new Random(seed * 7919 + system.name.length * 104_729 + system.templates.length);
  const order = random.shuffled(system.templates.map((_, index) => index));
  const weights = order.map((_, rank) => (rank + 1) ** -1.5);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const lines: string[] = [];
  const labels: number[] = [];
  while (lines.length < count) {
    let left = random.next() * total;
    const rank = Math.max(
      0,
      weights.findIndex((weight) => (left -= weight) < 0),
    );
    const label = order[rank] ?? 0;
    const header = withHeader && system.header !== undefined ? `${system.header} ` : '';
    lines.push(fill(header + (system.templates[label] ?? ''), random));
    labels.push(label);
  }
  return { name: system.name, lines, labels };
}

/** A template with values in its slots. Throws on a slot that there is not. */
export function fill(template: string, random: Random): string {
  return template.replaceAll(/\{([a-zA-Z][^{}"]*)\}/g, (_, name: string) => {
    if (name.includes('|')) return random.pick(name.split('|'));
    const slot = slots[name];
    if (slot === undefined) throw new Error(`There is no slot {${name}} in "${template}".`);
    return slot(random);
  });
}
