import type { Draft, Project, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, nearestName } from '@h-j-petroleum/standards-engine';
import type { ReadmeMessages } from '../messages.ts';
import { shellLanguages } from '../readme/languages.ts';
import { scriptsOf } from '../template.ts';
import type { Page } from './judge-sections.ts';
import type { NxCommands } from './nx-commands.ts';
import { unknownToNx } from './nx-commands.ts';
import type { Command } from './shell.ts';
import { commandsOf } from './shell.ts';

export interface CommandContext {
  readonly workspace: Workspace;
  readonly project: Project;
  /** Undefined where the workspace is none of Nx. */
  readonly nx: NxCommands | undefined;
  readonly isIgnored: (word: string) => boolean;
}

/** What a command names and nobody has. */
export interface Unknown {
  /** `script build`, `project api`. */
  readonly what: string;
  readonly expected: string;
}

const managers = new Set(['npm', 'pnpm', 'yarn', 'bun']);
/** Commands of npm that run the script of their own name. */
const lifecycle = new Set(['test', 't', 'tst', 'start', 'stop', 'restart']);

/** Commands in blocks of a shell that name scripts of package.json, projects or targets that are not there. */
export function judgeCommands(
  { file, readme }: Page,
  context: CommandContext,
): readonly Draft<ReadmeMessages>[] {
  const found: Draft<ReadmeMessages>[] = [];
  const seen = new Map<string, number>();
  // What a README tells its readers to write into their own manifest is theirs to run.
  const shown = readme.fences
    .filter(({ language }) => language.startsWith('json'))
    .map(({ text }) => text)
    .join('\n');
  for (const fence of readme.fences) {
    if (!shellLanguages.has(fence.language) || fence.marks.includes('no-check')) continue;
    for (const command of commandsOf(fence)) {
      const unknown = unknownIn(command, context, shown);
      if (!unknown) continue;
      const text = command.words.join(' ');
      const count = seen.get(text) ?? 0;
      seen.set(text, count + 1);
      found.push({
        ...{ message: 'command-unknown', data: { command: text, what: unknown.what }, file },
        ...{ at: { line: command.line }, expected: unknown.expected, actual: text },
        ...{ identity: `${text} ${count}`, fixable: false },
      });
    }
  }
  return found;
}

function unknownIn(
  { words, folder }: Command,
  context: CommandContext,
  shown: string,
): Unknown | undefined {
  const [program = '', ...rest] = words;
  if (program === 'nx') return nxIn(rest, context);
  if (program === 'npx' || program === 'bunx') {
    const first = rest.findIndex((word) => !word.startsWith('-'));
    return rest[first] === 'nx' ? nxIn(rest.slice(first + 1), context) : undefined;
  }
  if (!managers.has(program)) return undefined;
  if (rest[0] === 'nx' && program !== 'npm') return nxIn(rest.slice(1), context);
  if (rest[0] === 'exec' || rest[0] === 'dlx') {
    const after = rest.slice(1).filter((word) => word !== '--');
    return after[0] === 'nx' ? nxIn(after.slice(1), context) : undefined;
  }
  return scriptIn(program, rest, folder, context, shown);
}

function nxIn(words: readonly string[], { nx, isIgnored }: CommandContext): Unknown | undefined {
  return (
    nx &&
    unknownToNx(
      words.filter((word) => !isIgnored(word)),
      nx,
    )
  );
}

function scriptIn(
  program: string,
  words: readonly string[],
  folder: string | undefined,
  { workspace, project, isIgnored }: CommandContext,
  shown: string,
): Unknown | undefined {
  const { script, member, everywhere } = scriptOf(program, words);
  if (script === undefined || isIgnored(script) || /[<>{}$*[\]…]|\.\.\./.test(script))
    return undefined;
  if (new RegExp(`"${script.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}"\\s*:`).test(shown)) {
    return undefined;
  }
  let owners: readonly (Project | undefined)[] = [project, workspace.rootProject];
  if (everywhere) owners = workspace.projects;
  else if (member !== undefined) {
    const named = workspace.projects.find(({ id, name, root }) =>
      [id, name, root].includes(member.replace(/^\.\//, '').replace(/\/$/, '')),
    );
    if (!named && /[<>{}$*[\]…]|\.\.\./.test(member)) return undefined;
    if (!named) return { what: `workspace ${member}`, expected: near(member, namesIn(workspace)) };
    owners = [named];
  } else if (folder !== undefined) {
    const paths = [joinPath(project.root, folder), joinPath(folder)];
    owners = workspace.projects.filter(({ root }) => paths.includes(root));
    // Some folder of the reader's own.
    if (owners.length === 0) return undefined;
  }
  const scripts = new Set(owners.flatMap((owner) => [...scriptsOf(owner)]));
  if (scripts.has(script)) return undefined;
  return { what: `script ${script}`, expected: near(script, [...scripts]) };
}

function near(wanted: string, known: readonly string[]): string {
  const nearest = nearestName(wanted, known);
  if (nearest !== undefined) return nearest;
  return known.length === 0 ? 'no such command' : `one of ${known.slice(0, 12).join(', ')}`;
}

function namesIn({ projects }: Workspace): readonly string[] {
  return projects.map(({ id }) => id);
}

/** The script that a command of a package manager runs, and whose it is. */
export function scriptOf(
  program: string,
  words: readonly string[],
): { readonly script?: string; readonly member?: string; readonly everywhere: boolean } {
  let member: string | undefined;
  let everywhere = false;
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') break;
    const [flag = '', value] = word.split('=', 2);
    if (
      ['-w', '--workspace', '--prefix', '-C', '--dir', '--cwd'].includes(flag) &&
      program !== 'pnpm'
    ) {
      member = value ?? words[++at];
    } else if (['--filter', '-F', '-r', '--recursive', '-ws', '--workspaces'].includes(flag)) {
      everywhere = true;
      if (value === undefined && (flag === '--filter' || flag === '-F')) at++;
    } else if (flag === '-C' || flag === '--dir') {
      member = value ?? words[++at];
    } else if (!word.startsWith('-')) plain.push(word);
  }
  if (program === 'yarn' && plain[0] === 'workspace') {
    member = plain[1];
    plain.splice(0, 2);
  } else if (program === 'yarn' && plain[0] === 'workspaces') {
    return { everywhere };
  }
  const [verb = '', name] = plain;
  const place = { ...(member === undefined ? {} : { member }), everywhere };
  if (verb === 'run' || verb === 'run-script') {
    // `bun run file.ts` runs a file.
    const isFile = program === 'bun' && /[./]/.test(name ?? '');
    return name === undefined || isFile ? place : { script: name, ...place };
  }
  if (!lifecycle.has(verb) || program === 'bun') return place;
  // Without a script, `npm start` runs server.js.
  return { script: verb === 't' || verb === 'tst' ? 'test' : verb, ...place };
}
