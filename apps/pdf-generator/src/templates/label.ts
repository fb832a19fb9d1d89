/** A label with its places filled: `filled('Page {page}', { page: '1' })`. */
export const filled = (label: string, values: Record<string, string>): string =>
  label.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
