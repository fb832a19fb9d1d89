/** Appends a list of any length. Spread into `push`, a manifest with some 100,000 entries is more than a call can take. */
export function pushAll<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item);
}
