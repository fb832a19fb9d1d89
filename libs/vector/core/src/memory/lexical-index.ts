/** Words of a text, lower case: runs of letters, digits and what joins an identifier. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

const saturation = 1.2;
const lengthWeight = 0.75;

/** BM25 (Robertson, Zaragoza, 2009; k1 1.2, b 0.75) of texts for a query. Texts with none of its words are left out. */
export function bm25(
  query: string,
  texts: ReadonlyMap<string, string>,
): { readonly id: string; readonly score: number }[] {
  const wanted = new Set(words(query));
  const counted = [...texts].map(([id, text]) => {
    const all = words(text);
    const counts = new Map<string, number>();
    for (const word of all) if (wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { id, length: all.length, counts };
  });
  const average = counted.reduce((sum, { length }) => sum + length, 0) / (counted.length || 1);
  const rarity = new Map(
    [...wanted].map((word) => {
      const having = counted.filter(({ counts }) => counts.has(word)).length;
      return [word, Math.log(1 + (counted.length - having + 0.5) / (having + 0.5))];
    }),
  );
  return counted.flatMap(({ id, length, counts }) => {
    if (counts.size === 0) return [];
    let score = 0;
    for (const [word, count] of counts) {
      const damped = saturation * (1 - lengthWeight + (lengthWeight * length) / (average || 1));
      score += ((rarity.get(word) ?? 0) * count * (saturation + 1)) / (count + damped);
    }
    return [{ id, score }];
  });
}
