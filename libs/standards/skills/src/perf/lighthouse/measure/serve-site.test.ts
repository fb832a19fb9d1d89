import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileAt } from './serve-folder.ts';
import { serveSite } from './serve-site.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'site-test-'));
  mkdirSync(join(root, 'dist/docs'), { recursive: true });
  for (const [file, text] of Object.entries({
    'secret.txt': 'secret',
    'dist/index.html': '<h1>root</h1>',
    'dist/docs/index.html': 'docs',
    'dist/about.html': 'about',
    'dist/app-4f9a81bc.js': 'app()',
    'dist/app.js': 'app()',
    'dist/a b.svg': '<svg/>',
    'dist/picture.png': 'png',
    'dist/no-type': 'x',
  }))
    writeFileSync(join(root, file), text);
  symlinkSync(join(root, 'secret.txt'), join(root, 'dist/link.txt'));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a folder that is served', () => {
  it.each([
    ['/', 200, '<h1>root</h1>', 'text/html; charset=utf-8', 'no-cache', 'gzip'],
    ['/docs', 200, 'docs', 'text/html; charset=utf-8', 'no-cache', 'gzip'],
    ['/docs/?x=1', 200, 'docs', 'text/html; charset=utf-8', 'no-cache', 'gzip'],
    ['/about', 200, 'about', 'text/html; charset=utf-8', 'no-cache', 'gzip'],
    ['/app.js', 200, 'app()', 'text/javascript; charset=utf-8', 'no-cache', 'gzip'],
    [
      '/app-4f9a81bc.js',
      200,
      'app()',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
      'gzip',
    ],
    ['/a%20b.svg', 200, '<svg/>', 'image/svg+xml', 'no-cache', 'gzip'],
    ['/picture.png', 200, 'png', 'image/png', 'no-cache', null],
    ['/no-type', 200, 'x', 'application/octet-stream', 'no-cache', null],
    ['/none', 404, 'not found', 'text/plain', null, null],
    ['/link.txt', 404, 'not found', 'text/plain', null, null],
    ['/%2e%2e/secret.txt', 404, 'not found', 'text/plain', null, null],
    ['/..%2fsecret.txt', 404, 'not found', 'text/plain', null, null],
    ['/%E0%A4%A', 404, 'not found', 'text/plain', null, null],
    ['/%00', 404, 'not found', 'text/plain', null, null],
  ])('%s', async (path, status, text, type, cache, encoding) => {
    const site = await serveSite({ folder: 'dist' }, root);
    try {
      expect(site.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const response = await fetch(site.url + path);
      expect([response.status, await response.text()]).toEqual([status, text]);
      expect(
        ['content-type', 'cache-control', 'content-encoding'].map((name) =>
          response.headers.get(name),
        ),
      ).toEqual([type, cache, encoding]);
    } finally {
      await site.close();
    }
  });

  it('has one page for all paths where it is told so', async () => {
    const site = await serveSite({ folder: 'dist', fallback: 'about.html' }, root);
    const response = await fetch(`${site.url}/some/where`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect([response.status, await response.text()]).toEqual([200, 'about']);
    expect(response.headers.get('content-encoding')).toBeNull();
    await site.close();
    await expect(fetch(site.url)).rejects.toThrow('fetch failed');
  });

  it('is no file itself', () => {
    expect(fileAt(join(root, 'dist'), '/docs')).toBe(join(root, 'dist/docs/index.html'));
    expect(fileAt(root, '/dist/docs/none')).toBeUndefined();
  });

  it('must be there', async () => {
    await expect(serveSite({ folder: 'none' }, root)).rejects.toThrow('ENOENT');
  });
});

describe('a site with a command of its own', () => {
  const serve = `require('node:http').createServer((_, answer) => answer.end(process.env.SAYS)).listen(process.env.PORT, process.env.HOST)`;

  it('is started on a port that is free, and ended', async () => {
    const site = await serveSite(
      { command: ['node', '-e', serve], environment: { SAYS: 'at {port}' } },
      root,
    );
    const port = new URL(site.url).port;
    expect(await (await fetch(site.url)).text()).toBe(`at ${port}`);
    await site.close();
    await expect(fetch(site.url)).rejects.toThrow('fetch failed');
  });

  it('may take its port by an argument, and have an address of its own', async () => {
    const listen = `require('node:http').createServer((_, answer) => answer.end('here')).listen(process.argv[1], '127.0.0.1')`;
    const site = await serveSite(
      { command: ['node', '-e', listen, '{port}'], url: 'http://localhost:{port}' },
      root,
    );
    expect(site.url).toMatch(/^http:\/\/localhost:\d+$/);
    await site.close();
  });

  it('that does not come up says why', async () => {
    await expect(
      serveSite({ command: ['node', '-e', `console.error('no build'); process.exit(1)`] }, root),
    ).rejects.toThrow(
      /^The site could not be served by `node -e .*`: it ended with exit code 1; its last words: no build$/,
    );
    await expect(
      serveSite(
        { command: ['node', '-e', 'setInterval(() => {}, 1000)'], startSeconds: 0.5 },
        root,
      ),
    ).rejects.toThrow(/nothing listened on port \d+ after 0\.5 s$/);
  });

  it('is left alone where somebody serves it already', async () => {
    const site = await serveSite({ url: 'http://localhost:8080' }, root);
    expect(site.url).toBe('http://localhost:8080');
    await site.close();
  });
});
