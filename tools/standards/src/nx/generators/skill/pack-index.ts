import { variableOf } from './templates.ts';

/** The index of a pack that has one skill. */
export function newIndex(pack: string, name: string, contract: string): string {
  const variable = variableOf(name);
  return `import { definePack } from '${contract}';
${importOf(name)}
export default definePack({
  name: '${pack}',
  skills: [
    ${variable},
  ],
});
`;
}

/**
 * The index with one more skill: its import among the others, its name at the end of the pack's list.
 *
 * @param opening what the list of the pack begins with; in an index of several packs, with the pack's name
 * @param from where the index finds the skill
 * @returns undefined where there is no such list
 */
export function withSkill(
  index: string,
  name: string,
  opening = /skills:\s*\[/,
  from = `./${name}/${name}.ts`,
): string | undefined {
  const list = listOf(index, opening);
  if (!list) return undefined;
  const before = index.slice(0, list.end).trimEnd();
  const comma = /[[,]$/.test(before) ? '' : ',';
  // As the others stand: on a line of its own, or behind the last.
  const indent = /\n([ \t]*)\S[^\n]*\s*\n[ \t]*$/.exec(index.slice(list.start, list.end))?.[1];
  const added =
    indent === undefined
      ? ` ${variableOf(name)},`
      : `\n${indent}${variableOf(name)},${index.slice(before.length, list.end)}`;
  const listed = before + comma + added + index.slice(list.end);
  const imports = [...listed.matchAll(/^import [^;]* from '([^']*)';\n/gm)];
  const next = imports.find(([, path = '']) => path.startsWith('.') && path > from);
  const last = imports.at(-1);
  const place = next?.index ?? (last ? last.index + last[0].length : 0);
  return listed.slice(0, place) + importOf(name, from) + listed.slice(place);
}

/** The index without a skill; the same where it does not name it. */
export function withoutSkill(index: string, name: string, from?: string): string {
  const variable = new RegExp(`(?<![\\w.])${variableOf(name)}\\b,?[ \\t]*\\n?[ \\t]*`);
  const rest = index.replace(importOf(name, from), '');
  const list = listOf(rest, new RegExp(`skills:\\s*\\[(?=[^\\]]*\\b${variableOf(name)}\\b)`));
  if (!list) return rest;
  const inside = rest.slice(list.start, list.end).replace(variable, '');
  return rest.slice(0, list.start) + inside + rest.slice(list.end);
}

/** The index with one of its packs on one line, as which the formatter leaves it where it fits. */
export function onOneLine(index: string, pack: string): string {
  const entry = new RegExp(
    `definePack\\(\\{\\s*name: '${pack}',\\s*skills: \\[([^\\]]*)\\],?\\s*\\}\\)`,
  );
  return index.replace(entry, (_whole, list: string) => {
    const names = list.split(',').map((one) => one.trim());
    return `definePack({ name: '${pack}', skills: [${names.filter((one) => one !== '').join(', ')}] })`;
  });
}

/** The skills that the only list of an index names. */
export function skillsIn(index: string): readonly string[] {
  const list = listOf(index, /skills:\s*\[/);
  return list ? (index.slice(list.start, list.end).match(/[A-Za-z]\w*/g) ?? []) : [];
}

function importOf(name: string, from = `./${name}/${name}.ts`): string {
  return `import { ${variableOf(name)} } from '${from}';\n`;
}

/** What stands between the brackets of a list. */
function listOf(
  text: string,
  opening: RegExp,
): { readonly start: number; readonly end: number } | undefined {
  const found = opening.exec(text);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  const end = text.indexOf(']', start);
  return end === -1 ? undefined : { start, end };
}
