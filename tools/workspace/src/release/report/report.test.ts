import { describe, expect, it } from 'vitest';
import type { RehearsalReport } from './report.ts';
import { asMarkdown, asText, bytes } from './report.ts';

const log = {
  ...{ name: '@acme/log', version: '1.0.0', folder: 'libs/log', tarball: 'acme-log-1.0.0.tgz' },
  ...{ integrity: 'sha512-AAAA', shasum: '0a', size: 2817, unpackedSize: 7282, files: 4 },
  exports: [
    { entry: '.', types: './dist/index.d.ts' },
    { entry: './register', types: null },
  ],
  ...{ bins: [], siblings: [], optionalPeers: {}, download: { packages: 12, bytes: 1_250_000 } },
};
const report: RehearsalReport = {
  schemaVersion: 1,
  ok: false,
  packages: [log, { ...log, name: '@acme/store', exports: [], download: null }],
  strangers: [
    { title: 'npm, JavaScript', ok: true, text: '2 of 2 entries load' },
    { title: 'Nx plugin', ok: false, text: 'nx exits 1:\nno plugin' },
  ],
};

describe('the report of a rehearsal', () => {
  it('is a table and a line for each stranger', () => {
    expect(asText(report))
      .toBe(`package            tarball  unpacked  files  exports  typed  a consumer downloads
@acme/log@1.0.0     2.8 kB    7.3 kB      4        2      1  1.3 MB in 12 packages
@acme/store@1.0.0   2.8 kB    7.3 kB      4        0      0  -

✔ npm, JavaScript: 2 of 2 entries load
✗ Nx plugin: nx exits 1:
no plugin
`);
  });

  it('is the same as Markdown', () => {
    expect(asMarkdown(report))
      .toBe(`| package | tarball | unpacked | files | exports | typed | a consumer downloads |
| --- | --: | --: | --: | --: | --: | --- |
| @acme/log@1.0.0 | 2.8 kB | 7.3 kB | 4 | 2 | 1 | 1.3 MB in 12 packages |
| @acme/store@1.0.0 | 2.8 kB | 7.3 kB | 4 | 0 | 0 | - |

- ✔ npm, JavaScript: 2 of 2 entries load
- ✗ Nx plugin: nx exits 1:
  no plugin
`);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [12_345_678, '12.3 MB'],
  ])('writes %d as %s', (count, text) => {
    expect(bytes(count)).toBe(text);
  });
});
