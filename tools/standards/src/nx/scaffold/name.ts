import { refusal } from './refuse.ts';

/** Longer names do not fit the tables and the paths that they come to stand in. */
const longest = 40;

/** They say nothing of what is in a package, and end as a drawer for everything. */
const empty = [
  'common',
  'core',
  'helper',
  'helpers',
  'lib',
  'manager',
  'misc',
  'shared',
  'util',
  'utils',
];

/** Folders that tools take for something else. */
const taken = ['build', 'dist', 'fixtures', 'node-modules', 'out-tsc', 'reports', 'src', 'test'];

/** What a name begins with, or lies under, when it belongs to another kind. */
const domains = [
  { kind: 'toolkit-package', prefix: 'toolkit-', folder: 'libs/toolkit/' },
  { kind: 'vector-store', prefix: 'stores-', folder: 'libs/vector/stores/' },
  { kind: 'embedder', prefix: 'embeddings-', folder: 'libs/vector/embeddings/' },
  { kind: 'pipeline', prefix: 'dataops-', folder: 'libs/dataops/' },
  { kind: 'ui-component', prefix: 'frontend-', folder: 'libs/frontend/ui/src/' },
  { kind: 'service', prefix: undefined, folder: 'apps/' },
] as const;

/**
 * Holds a name to the rule: kebab-case letters and digits, no prefix of a domain, no word without meaning.
 *
 * @param kind that is to be generated
 * @param given as the user wrote it
 * @throws StandardsError GENERATE_REFUSED, with the form that would do
 */
export function checkName(kind: string, given: string): string {
  const domain = domains.find(
    ({ prefix, folder }) =>
      given.startsWith(folder) ||
      (prefix !== undefined && given.replace(/^@[^/]*\//, '').startsWith(prefix)),
  );
  const bare = withoutDomain(given);
  const name = toKebabCase(bare);
  if (domain && domain.kind !== kind) {
    throw refusal(
      `\`${given}\` belongs to ${domain.folder}, which is not where a ${kind} goes. ` +
        `Write \`nx g @h-j-petroleum/standards:${domain.kind} ${name}\`, or choose a name without that prefix.`,
    );
  }
  if (name === '') {
    throw refusal(
      `\`${given}\` is no name. Write words in kebab-case that begin with a letter, for instance \`price-list\`.`,
    );
  }
  if (given !== name) {
    throw refusal(
      `\`${given}\` is no name of a ${kind}: it is kebab-case, without scope, path or prefix. Write \`${name}\`.`,
    );
  }
  if (name.length > longest) {
    throw refusal(
      `\`${name}\` has ${name.length} characters; a name has up to ${longest}. Leave out what its folder says already.`,
    );
  }
  if (empty.includes(name)) {
    throw refusal(
      `\`${name}\` does not say what the ${kind} is for. Name the thing that it works with, for instance \`price-list\`.`,
    );
  }
  if (taken.includes(name)) {
    throw refusal(
      `\`${name}\` is the name of a folder that tools know as something else. Write \`${name}-${lastWord(kind)}\`, or name what it is for.`,
    );
  }
  return name;
}

function withoutDomain(given: string): string {
  const bare = given.trim().replace(/^@[^/]*\//, '');
  const folder = domains.find((one) => bare.startsWith(one.folder));
  if (folder) return bare.slice(folder.folder.length);
  const prefix = domains.find((one) => one.prefix !== undefined && bare.startsWith(one.prefix));
  return prefix?.prefix === undefined ? bare : bare.slice(prefix.prefix.length);
}

/** `PriceList`, `price_list` and `Price list 2` as they would be written: `price-list`, `price-list-2`. */
export function toKebabCase(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}

function lastWord(kind: string): string {
  return kind.slice(kind.lastIndexOf('-') + 1);
}
