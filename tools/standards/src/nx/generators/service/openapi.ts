import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Has a service write the document of its API, as it does after each change of a route.
 *
 * @throws Error with the command to run again
 */
export async function writeOpenapi(workspace: string, root: string): Promise<void> {
  const args = [
    ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
    ...['src/server.ts', 'openapi'],
  ];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: join(workspace, root) });
  } catch (cause) {
    const { stderr, message }: { stderr?: string; message?: string } = Object(cause);
    throw new Error(
      `${root} is written, but its openapi.json is not: ${(stderr || message || '').trim()}\nIn ${root}, run \`node ${args.join(' ')}\` once the reason is mended.`,
      { cause },
    );
  }
}
