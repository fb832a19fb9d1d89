const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One character a value, as high as its part of `most`; a space where there is none. */
export function spark(values: readonly (number | null)[], most: number): string {
  return values
    .map((value) => {
      if (value === null) return ' ';
      const part = most > 0 ? Math.min(1, Math.max(0, value / most)) : 0;
      return bars[Math.round(part * (bars.length - 1))] ?? bars[0];
    })
    .join('');
}
