import { maskLine } from './masking/mask-line.ts';
import type { Grouping } from './mining/group-masks.ts';
import { groupMasks } from './mining/group-masks.ts';
import type { Counted } from './template-counts.ts';
import { TemplateCounts } from './template-counts.ts';

export interface FingerprinterLimits {
  /** Distinct templates that are kept. @default 20000 */
  readonly maxTemplates?: number | undefined;
  /** Bytes that their texts may take, at two a character. @default 16 MiB */
  readonly maxBytes?: number | undefined;
}

export interface FingerprinterOptions {
  readonly limits?: FingerprinterLimits | undefined;
  /**
   * Ids that were taken out of a group, each with what it was merged into. Such a one was found to be an event of its own: it is
   * joined with nothing any more, so that the two never meet, not by way of others either, and what is new joins the other.
   */
  readonly unmerged?: readonly (readonly [child: bigint, parent: bigint])[] | undefined;
}

/** What one line is, from the line alone: the same in every process. */
export interface MaskedLine {
  readonly id: bigint;
  /** The line with `<*>` in the place of each value. */
  readonly template: string;
}

/** Lines that count as one event, after all that was seen. */
export interface LineGroup {
  /** Of the member whose template comes first in the order of text. */
  readonly id: bigint;
  /** With `<*>` also where members differ. */
  readonly template: string;
  readonly count: number;
  readonly members: readonly (MaskedLine & { readonly count: number })[];
}

export interface Merge {
  readonly child: bigint;
  readonly parent: bigint;
  readonly reason: string;
}

export interface FingerprinterStats {
  /** Lines that were added. */
  readonly lines: number;
  /** Templates that are kept now, and the bytes of their texts. */
  readonly templates: number;
  readonly bytes: number;
  /** Templates that were forgotten to stay within the limits, the rarest first, and the lines they had counted. */
  readonly evictedTemplates: number;
  readonly evictedLines: number;
}

/** Groups lines as they come. */
export interface Fingerprinter {
  /** Counts a line. The answer depends on the line alone; its group may still grow. */
  add(line: string): MaskedLine;
  /** Counts what was masked before, as the store has it. */
  addTemplate(masked: MaskedLine, count?: number): void;
  /** Counts an error that is known by its stack: a group of its own, joined with none. */
  addStack(error: MaskedLine): void;
  /** The group of an id after all that was seen so far; undefined for one that was not seen, or was forgotten. */
  groupOf(id: bigint): MaskedLine | undefined;
  /** The most frequent first. */
  groups(): readonly LineGroup[];
  /** Which templates were joined with others, and why. */
  merges(): readonly Merge[];
  stats(): FingerprinterStats;
}

interface Groups {
  readonly entries: readonly Counted[];
  readonly grouping: Grouping;
  readonly places: ReadonlyMap<bigint, number>;
}

/**
 * A miner of templates with bounded memory. Lines are masked one by one; templates whose remaining words are values are joined
 * when groups are asked for, from the set of templates seen, so that neither the order of lines nor how often each came plays a
 * part, and more lines only ever join more. What is not independent of the order: which templates are forgotten when there are
 * more than the limits allow, and a group that was asked for before all lines were in.
 */
export function createFingerprinter(options: FingerprinterOptions = {}): Fingerprinter {
  const counts = new TemplateCounts(options.limits ?? {});
  let groups: Groups | undefined;
  let version = -1;

  const settle = (): Groups => {
    if (groups !== undefined && version === counts.version) return groups;
    version = counts.version;
    const entries = counts.lines();
    const places = new Map(entries.map(({ masked }, place) => [masked.id, place]));
    const grouping = groupMasks(
      entries.map(({ masked }) => masked.template),
      new Set(
        (options.unmerged ?? []).flatMap(([child, parent]) =>
          child === parent ? [] : (places.get(child) ?? []),
        ),
      ),
    );
    groups = { entries, places, grouping };
    return groups;
  };

  return {
    add: (line) => counts.addLine(maskLine(line), undefined, 1),
    addTemplate: ({ id, template }, count = 1) => {
      counts.addLine(template, id, count);
    },
    addStack: (error) => {
      counts.addStack(error);
    },
    groupOf: (id) => {
      const stack = counts.stack(id);
      if (stack !== undefined) return stack;
      const { entries, places, grouping } = settle();
      const root = grouping.roots[places.get(id) ?? -1];
      const masked = entries[root ?? -1]?.masked;
      return (
        masked && { id: masked.id, template: grouping.templates[root ?? -1] ?? masked.template }
      );
    },
    groups: () => {
      const { entries, grouping } = settle();
      const together = Map.groupBy(entries.keys(), (place) => grouping.roots[place] ?? place);
      const found = [...together].map(([root, places]) =>
        groupOf(
          grouping.templates[root] ?? '',
          // The root is the smallest place, and places come in order.
          places.flatMap((place) => entries[place] ?? []),
        ),
      );
      const stacks = counts.stacks().map((entry) => groupOf(entry.masked.template, [entry]));
      return [...found, ...stacks].sort(
        (a, b) => b.count - a.count || (a.template < b.template ? -1 : 1),
      );
    },
    merges: () => {
      const { entries, grouping } = settle();
      return entries.flatMap(({ masked: { id } }, place) => {
        const parent = entries[grouping.roots[place] ?? place]?.masked.id ?? id;
        return parent === id
          ? []
          : [{ child: id, parent, reason: grouping.reasons.get(place) ?? '' }];
      });
    },
    stats: () => counts.stats(),
  };
}

function groupOf(template: string, members: readonly Counted[]): LineGroup {
  return {
    id: members[0]?.masked.id ?? 0n,
    template,
    count: members.reduce((sum, { count }) => sum + count, 0),
    members: members.map(({ masked, count }) => ({ ...masked, count })),
  };
}
