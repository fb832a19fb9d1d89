import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readInstructions, readStackFile, root } from '../src/observability/stack-files.ts';

/** What a Dockerfile would make, in a folder. */
export interface BuiltImage {
  /** The folder that the image's program begins in. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  remove(): void;
}

interface Stage {
  readonly folder: string;
  workdir: string;
}

/**
 * Follows a Dockerfile of docker/ that is built from the workspace's root, without Docker: its stages are folders, its commands run
 * on this machine's Node. Throws on an instruction that it does not know, and where a command fails.
 *
 * @param args values of its ARG instructions
 */
export function buildImage(name: string, args: Readonly<Record<string, string>> = {}): BuiltImage {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'image-')));
  // Patterns of any depth; what is let in by name, the Dockerfile names itself.
  const ignored = readStackFile(`${name}/Dockerfile.dockerignore`)
    .split('\n')
    .flatMap((line) => (line.startsWith('**/') ? [line.slice(3)] : []));
  const stages = new Map<string, Stage>();
  const env: Record<string, string> = {};
  const values: Record<string, string> = { ...args };
  const declare = (word: string): void => {
    const [key = '', usual] = word.split('=');
    const value = args[key] ?? usual;
    if (value === undefined) throw new Error(`The Dockerfile wants a value for ${key}.`);
    values[key] = value;
  };
  let stage: Stage = { folder: base, workdir: base };
  let entrypoint: string[] = [];
  let command: string[] = [];
  const remove = (): void => {
    rmSync(base, { recursive: true, force: true });
  };
  try {
    for (const { name: instruction, words: given } of readInstructions(
      join(root, 'docker', name, 'Dockerfile'),
    )) {
      const words = given.map((word) =>
        word.replaceAll(/\$\{([A-Z]+)\}/g, (all, key: string) => values[key] ?? all),
      );
      switch (instruction) {
        case 'FROM': {
          const folder = join(base, String(stages.size));
          stage = { folder, workdir: folder };
          mkdirSync(folder);
          stages.set(words[2] ?? String(stages.size), stage);
          break;
        }
        case 'WORKDIR':
          stage.workdir = join(stage.folder, words[0] ?? '');
          mkdirSync(stage.workdir, { recursive: true });
          break;
        case 'COPY':
          copy(words, stage, stages, ignored);
          break;
        case 'RUN':
          run(words.join(' '), stage.workdir);
          break;
        case 'ENV':
          for (const [key, value] of words.map((word) => word.split('='))) {
            env[key ?? ''] = value ?? '';
          }
          break;
        case 'ENTRYPOINT':
          entrypoint = listOf(words);
          break;
        case 'CMD':
          command = listOf(words);
          break;
        case 'ARG':
          declare(words[0] ?? '');
          break;
        case 'USER':
        case 'EXPOSE':
          break;
        default:
          throw new Error(
            `The Dockerfile has an instruction that is not known here: ${instruction}`,
          );
      }
    }
    return { folder: stage.workdir, env, entrypoint, command, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function copy(
  words: readonly string[],
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  ignored: readonly string[],
): void {
  const [, other] = /^--from=(\w+)$/.exec(words[0] ?? '') ?? [];
  const paths = other === undefined ? words : words.slice(1);
  const target = paths.at(-1) ?? '';
  for (const path of paths.slice(0, -1)) {
    const source = join(other === undefined ? root : (stages.get(other)?.folder ?? ''), path);
    const isFile = statSync(source).isFile();
    cpSync(source, join(stage.workdir, target, isFile ? basename(path) : ''), {
      recursive: true,
      // Links of npm's workspaces lead from place to place within the image.
      verbatimSymlinks: true,
      filter: (one) => other !== undefined || !ignored.includes(basename(one)),
    });
  }
}

function run(command: string, cwd: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`${command}\` failed: ${stderr}`);
}

function listOf(words: readonly string[]): string[] {
  const list: unknown = JSON.parse(words.join(' '));
  return Array.isArray(list) ? list.map(String) : [];
}
