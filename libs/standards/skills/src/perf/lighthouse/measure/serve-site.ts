import { join } from 'node:path';
import { freePort } from '../../../measured/loopback.ts';
import { startProcess, withOutput } from '../../../measured/service-process.ts';
import type { SiteSettings } from '../options.ts';
import type { ServedSite } from './serve-folder.ts';
import { serveFolder } from './serve-folder.ts';

const defaultStartSeconds = 60;
const stopTimeoutMs = 10_000;

/**
 * Serves a site as its settings say: a folder, by the project's own command, or as somebody serves it already.
 *
 * @param project absolute path of the project
 * @throws Error where it is not to be served
 */
export async function serveSite(settings: SiteSettings, project: string): Promise<ServedSite> {
  const {
    folder,
    fallback,
    command,
    url,
    environment,
    startSeconds = defaultStartSeconds,
  } = settings;
  if (folder !== undefined) return serveFolder(join(project, folder), fallback);
  if (command === undefined) return { url: url ?? '', close: () => Promise.resolve() };
  const port = await freePort();
  const fill = (text: string): string => text.replaceAll('{port}', String(port));
  const site = (url ?? 'http://127.0.0.1:{port}').replace(/\/$/, '');
  const process = startProcess({
    command: command.map(fill),
    folder: project,
    environment: Object.fromEntries(
      Object.entries({ PORT: '{port}', HOST: '127.0.0.1', ...environment }).map(
        ([name, value]) => [name, fill(value)] as const,
      ),
    ),
  });
  const listensAt = Number(new URL(fill(site)).port) || 80;
  const came = await process.listens(listensAt, startSeconds * 1000);
  if (came === 'listens') {
    return { url: fill(site), close: () => process.stop(stopTimeoutMs) };
  }
  await process.stop(stopTimeoutMs);
  const how =
    came === 'ended'
      ? (await process.ended).text
      : withOutput(
          `nothing listened on port ${listensAt} after ${startSeconds} s`,
          process.output(),
        );
  throw new Error(`The site could not be served by \`${command.join(' ')}\`: ${how}`);
}
