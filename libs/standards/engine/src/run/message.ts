/** Fills `{placeholders}`; one that has no value stays visible, so that a test sees it. */
export function fillMessage(
  text: string,
  data: Readonly<Record<string, string | number | boolean>>,
): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, key: string) =>
    Object.hasOwn(data, key) ? String(data[key]) : placeholder,
  );
}
