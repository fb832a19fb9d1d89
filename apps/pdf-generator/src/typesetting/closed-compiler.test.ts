import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createClosedCompiler } from './closed-compiler.ts';
import { fontFiles } from './fonts.ts';

const folder = mkdtempSync(join(tmpdir(), 'closed-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const compiler = createClosedCompiler(fontFiles());
const refused = (source: string): string => {
  compiler.put('hostile.typ', source);
  try {
    compiler.layOut('hostile.typ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`This was set: ${source}`);
};

describe('the closed compiler', () => {
  it('sets what was put into it', () => {
    compiler.put('house.typ', '#let word = "put"');
    compiler.putData('data.json', { word: 'data' });
    compiler.put(
      'good.typ',
      '#import "/house.typ": word\n#assert(word + json("/data.json").word == "putdata")',
    );
    expect(compiler.layOut('good.typ').numOfPages).toBe(1);
  });

  it.each([
    ['an absolute path', '#read("/etc/passwd")'],
    ['a path that climbs', '#read("../../../../../../etc/passwd")'],
    ['the file that its root would be below', '#read("..", encoding: none)'],
    ['data', '#json("/etc/hostname")'],
    ['a picture', '#image("/usr/share/pixmaps/debian-logo.png")'],
    ['a source', '#include "/home/user/secret.typ"'],
    ['a plugin', '#plugin("/tmp/x.wasm")'],
  ])('reads nothing by %s', (_, source) => {
    expect(refused(source)).toMatch(/^failed to load file|^file not found/);
  });

  it('reads nothing through a link', () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    symlinkSync(folder, join(folder, 'link'));
    expect(refused(`#read("${join(folder, 'link', 'secret.txt')}")`)).toMatch(
      /^failed to load file/,
    );
  });

  it('fetches no picture from an address', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(refused(`#image("http://127.0.0.1:${port}/x.png")`)).toMatch(/^failed to load file/);
    server.close();
    expect(calls).toBe(0);
  });

  it('gets no package: the way out ends at a port where nobody listens', () => {
    // vitest.config.ts sets the same proxies as a worker has.
    expect(refused('#import "@preview/cetz:0.3.4": canvas')).toMatch(/^failed to download package/);
    expect(refused('#import "@local/secret:1.0.0": *')).toMatch(/^package not found/);
  });
});
