/**
 * How many people stand behind decisions, where somebody who decided for another counts as one with them. Without a chain
 * between them, two decisions are two people; with one, they're one, in whatever order they came.
 */
export function countPeople(
  decisions: readonly { readonly by: string; readonly onBehalfOf: string }[],
): number {
  const parent = new Map<string, string>();
  const root = (person: string): string => {
    const above = parent.get(person) ?? person;
    return above === person ? person : root(above);
  };
  for (const { by, onBehalfOf } of decisions) {
    parent.set(root(by), root(onBehalfOf));
    // So that somebody who decided for themselves is there too.
    parent.set(root(onBehalfOf), root(onBehalfOf));
  }
  return new Set([...parent.keys()].map(root)).size;
}

/** Whether a person had a part in a decision, as who decided or as for whom. */
export function hadPart(
  person: string,
  decision: { readonly by: string; readonly onBehalfOf: string },
): boolean {
  return decision.by === person || decision.onBehalfOf === person;
}
