import type { Embedder } from '../contract/embedder.ts';

/** Gathers items until one more would break an embedder's limits. */
export class Batcher<Item> {
  readonly #embedder: Pick<Embedder, 'limits' | 'countTokens'>;
  readonly #textOf: (item: Item) => string;
  #items: Item[] = [];
  #tokens = 0;

  constructor(embedder: Pick<Embedder, 'limits' | 'countTokens'>, textOf: (item: Item) => string) {
    this.#embedder = embedder;
    this.#textOf = textOf;
  }

  /** Takes an item; gives back the batch that was full before it, if it was. */
  add(item: Item): Item[] | undefined {
    const { items, tokensPerCall, tokensPerItem } = this.#embedder.limits;
    const tokens = Math.min(this.#embedder.countTokens(this.#textOf(item)), tokensPerItem);
    const isFull =
      this.#items.length > 0 &&
      (this.#items.length >= items || this.#tokens + tokens > tokensPerCall);
    const full = isFull ? this.take() : undefined;
    this.#items.push(item);
    this.#tokens += tokens;
    return full;
  }

  /** What is left; empties it. */
  take(): Item[] {
    const items = this.#items;
    this.#items = [];
    this.#tokens = 0;
    return items;
  }
}
