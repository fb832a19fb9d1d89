import { normalisePath } from '@h-j-petroleum/standards-engine';
import { toKebabCase } from '../../scaffold/name.ts';
import { refusal } from '../../scaffold/refuse.ts';

const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether a text is an id of a skill, `pack:name`. */
export const isId = (text: string): boolean => idPattern.test(text);

/**
 * The parts of an id.
 *
 * @throws StandardsError GENERATE_REFUSED, with the form that would do
 */
export function checkId(id: string): { readonly pack: string; readonly name: string } {
  const [pack = '', name = ''] = id.split(':');
  if (isId(id)) return { pack, name };
  const parts = id
    .split(':')
    .map(toKebabCase)
    .filter((part) => part !== '');
  const right = parts.length === 2 ? parts.join(':') : `acme:${parts[0] ?? 'readme-check'}`;
  throw refusal(`\`${id}\` is no id of a skill. Write pack:name in kebab-case, here \`${right}\`.`);
}

/**
 * A folder relative to the workspace's root.
 *
 * @throws StandardsError GENERATE_REFUSED for the root itself, and for what is outside
 */
export function folderOf(given: string, pack: string): string {
  const directory = normalisePath(given);
  if (directory === '' || /^[\\/]/.test(given) || directory.startsWith('..')) {
    throw refusal(
      `\`${given}\` is no folder inside the workspace. Name one, for instance tools/${pack}-standards.`,
    );
  }
  return directory;
}
