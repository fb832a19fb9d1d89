import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadPeer } from './load-peer.ts';

it('loads a library as the workspace has it, else as the gate has it, and says how to get one', async () => {
  const root = mkdtempSync(join(tmpdir(), 'load-peer-'));
  try {
    const install = (name: string, text: string): void => {
      mkdirSync(join(root, 'node_modules', name), { recursive: true });
      writeFileSync(join(root, 'node_modules', name, 'index.js'), text);
    };
    install('esbuild', 'exports.version = "its own";');
    install('broken', 'throw new Error("no native part");');
    expect(await loadPeer('esbuild', root)).toMatchObject({ module: { version: 'its own' } });
    expect(await loadPeer('esbuild', join(root, 'elsewhere'))).toMatchObject({
      module: { version: 'its own' },
    });
    expect(await loadPeer('esbuild', tmpdir())).toMatchObject({ module: { version: '0.28.2' } });
    expect(await loadPeer('broken', root)).toEqual({
      notSupported: 'broken cannot be loaded: no native part',
    });
    expect(await loadPeer('no-such-library', root)).toEqual({
      notSupported:
        'no-such-library is not installed. Install it beside the gate: `npm install --save-dev no-such-library`.',
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
