import type { Declaration } from './module.ts';
import { wholeText, type Exported, type Surface } from './surface.ts';

/** What became of one export. `breaking` can break who uses it; `additive` gives more than there was. */
export interface SurfaceChange {
  readonly kind: 'breaking' | 'additive';
  /** `Options is gone`. */
  readonly text: string;
}

/** How the public types differ, the breaking changes first, each by name. */
export function compareSurfaces(base: Surface, head: Surface): readonly SurfaceChange[] {
  const changes: SurfaceChange[] = [];
  for (const [key, was] of base) {
    const is = head.get(key);
    const name = shown(key);
    if (!is) changes.push({ kind: 'breaking', text: `${name} is gone` });
    else {
      const change = compareOne(was, is);
      if (change) changes.push({ kind: change.kind, text: `${name} ${change.text}` });
    }
  }
  for (const key of head.keys()) {
    if (!base.has(key)) changes.push({ kind: 'additive', text: `${shown(key)} is new` });
  }
  return changes.sort((a, b) =>
    a.kind === b.kind ? (a.text < b.text ? -1 : 1) : a.kind === 'breaking' ? -1 : 1,
  );
}

/** `Options` of `.`, `Options of ./testing` of others. */
function shown(key: string): string {
  const [subpath = '', ...name] = key.split(' ');
  return subpath === '.' ? name.join(' ') : `${name.join(' ')} of ${subpath}`;
}

function compareOne(was: Exported, is: Exported): SurfaceChange | undefined {
  if (!was.declaration || !is.declaration) {
    const same = !was.declaration && !is.declaration && was.origin === is.origin;
    return same ? undefined : { kind: 'breaking', text: 'is another one' };
  }
  const own = compareDeclarations(was.declaration, is.declaration);
  if (own) return own;
  const names = new Set([...was.hidden.keys(), ...is.hidden.keys()]);
  for (const name of [...names].sort()) {
    if (was.hidden.get(name) !== is.hidden.get(name)) {
      return { kind: 'breaking', text: `is another one by ${name}` };
    }
  }
  return undefined;
}

function compareDeclarations(was: Declaration, is: Declaration): SurfaceChange | undefined {
  if (wholeText(was) === wholeText(is)) return undefined;
  const changed: SurfaceChange = { kind: 'breaking', text: 'is another one' };
  if (was.head !== is.head || !was.members || !is.members) return changed;
  const before = new Set(was.members.map(({ text }) => text));
  const after = new Set(is.members.map(({ text }) => text));
  if ([...before].some((text) => !after.has(text))) return changed;
  const added = is.members.filter(({ text }) => !before.has(text));
  return added.every(({ optional }) => optional)
    ? { kind: 'additive', text: 'has more members' }
    : { kind: 'breaking', text: 'has more members that must be given' };
}
