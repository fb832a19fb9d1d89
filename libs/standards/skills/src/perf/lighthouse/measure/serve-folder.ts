import { once } from 'node:events';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A site on a port of 127.0.0.1. */
export interface ServedSite {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.htm': 'text/html; charset=utf-8' },
  ...{ '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' },
  ...{ '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json' },
  ...{ '.map': 'application/json', '.webmanifest': 'application/manifest+json' },
  ...{ '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml', '.svg': 'image/svg+xml' },
  ...{ '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif' },
  ...{ '.webp': 'image/webp', '.avif': 'image/avif', '.ico': 'image/x-icon' },
  ...{ '.woff': 'font/woff', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.otf': 'font/otf' },
  ...{
    '.wasm': 'application/wasm',
    '.pdf': 'application/pdf',
    '.mp4': 'video/mp4',
    '.webm': 'video/webm',
  },
};
/** What hosts of static files send compressed. */
const compressed = /^(?:text\/|application\/(?:json|manifest|xml|wasm)|image\/svg)/;
const compress = promisify(gzip);

/**
 * Serves a folder as hosts of static files do: `index.html` for a folder, `page.html` for `/page`, text compressed, files whose
 * names hold a hash for a year.
 *
 * @param folder absolute path
 * @param fallback what is served for a path without a file, relative to the folder: `index.html`
 */
export async function serveFolder(
  folder: string,
  fallback: string | undefined,
): Promise<ServedSite> {
  const root = realpathSync(folder);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const file =
      fileAt(root, path) ?? (fallback === undefined ? undefined : fileAt(root, `/${fallback}`));
    const accepts = String(request.headers['accept-encoding']).includes('gzip');
    send(response, file, accepts).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function send(
  response: ServerResponse,
  file: string | undefined,
  accepts: boolean,
): Promise<void> {
  if (file === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const isHashed = /[.-][\da-zA-Z_-]{8,}\.\w+$/.test(file) && !file.endsWith('.html');
  const content = readFileSync(file);
  const isCompressed = accepts && compressed.test(type);
  response.writeHead(200, {
    'content-type': type,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(isCompressed ? await compress(content) : content);
}

/** The file that stands for a path; undefined for none, and for one that lies outside. */
export function fileAt(root: string, path: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes('\0')) return undefined;
  const asked = join(root, name);
  for (const one of [asked, join(asked, 'index.html'), `${asked.replace(/\/$/, '')}.html`]) {
    try {
      const real = realpathSync(one);
      if (real.startsWith(root + sep) && statSync(real).isFile()) return real;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}
