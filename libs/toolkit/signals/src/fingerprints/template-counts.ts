import { fingerprintId } from './fingerprint.ts';
import type { FingerprinterLimits, FingerprinterStats, MaskedLine } from './fingerprinter.ts';

export interface Counted {
  readonly masked: MaskedLine;
  count: number;
  /** When it was last seen, in lines. */
  last: number;
}

/** What an entry takes besides its text, roughly. */
const entryBytes = 200;

/** How often each template was seen, within limits: when they are reached, the rarest quarter is forgotten. */
export class TemplateCounts {
  /** Changes with the set of templates. */
  version = 0;
  readonly #maxTemplates: number;
  readonly #maxBytes: number;
  readonly #byTemplate = new Map<string, Counted>();
  // By id: two stacks may read alike.
  readonly #stacks = new Map<bigint, Counted>();
  #bytes = 0;
  #lines = 0;
  #evictedTemplates = 0;
  #evictedLines = 0;

  constructor({ maxTemplates = 20_000, maxBytes = 16 * 2 ** 20 }: FingerprinterLimits) {
    this.#maxTemplates = Math.max(16, maxTemplates);
    this.#maxBytes = Math.max(65_536, maxBytes);
  }

  addLine(template: string, id: bigint | undefined, count: number): MaskedLine {
    this.#lines += count;
    const known = this.#byTemplate.get(template);
    if (known !== undefined) {
      known.count += count;
      known.last = this.#lines;
      return known.masked;
    }
    const masked = { id: id ?? fingerprintId('message', ['', template]), template };
    this.#makeRoom(template);
    this.#byTemplate.set(template, { masked, count, last: this.#lines });
    this.#bytes += sizeOf(template);
    this.version += 1;
    return masked;
  }

  addStack({ id, template }: MaskedLine): void {
    this.#lines += 1;
    const known = this.#stacks.get(id);
    if (known !== undefined) {
      known.count += 1;
      known.last = this.#lines;
      return;
    }
    this.#makeRoom(template);
    this.#stacks.set(id, { masked: { id, template }, count: 1, last: this.#lines });
    this.#bytes += sizeOf(template);
  }

  /** In the order of their text. */
  lines(): readonly Counted[] {
    return [...this.#byTemplate.values()].sort((a, b) =>
      a.masked.template < b.masked.template ? -1 : 1,
    );
  }

  stacks(): readonly Counted[] {
    return [...this.#stacks.values()];
  }

  stack(id: bigint): MaskedLine | undefined {
    return this.#stacks.get(id)?.masked;
  }

  stats(): FingerprinterStats {
    return {
      lines: this.#lines,
      templates: this.#byTemplate.size + this.#stacks.size,
      bytes: this.#bytes,
      evictedTemplates: this.#evictedTemplates,
      evictedLines: this.#evictedLines,
    };
  }

  #isOver(share: number, more = 0): boolean {
    return (
      this.#byTemplate.size + this.#stacks.size >= this.#maxTemplates * share ||
      this.#bytes + more > this.#maxBytes * share
    );
  }

  /** Forgets the rarest, those not seen for the longest first. */
  #makeRoom(template: string): void {
    if (!this.#isOver(1, sizeOf(template))) return;
    const rarest = [...this.#byTemplate.values(), ...this.#stacks.values()].sort(
      (a, b) => a.count - b.count || a.last - b.last,
    );
    for (const entry of rarest) {
      if (!this.#isOver(0.75)) break;
      const { id, template: old } = entry.masked;
      if (this.#byTemplate.get(old) === entry) this.#byTemplate.delete(old);
      else this.#stacks.delete(id);
      this.#bytes -= sizeOf(old);
      this.#evictedTemplates += 1;
      this.#evictedLines += entry.count;
    }
    this.version += 1;
  }
}

/** Two bytes a character. */
function sizeOf(template: string): number {
  return entryBytes + 2 * template.length;
}
