import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toPatch } from './patch.ts';

describe('a patch', () => {
  it('shows what changes in three lines of context', async () => {
    const patch = await toPatch([
      { path: 'a.txt', before: '1\n2\n3\n4\n5\n', after: '1\n2\n3\n4\nfive\n' },
    ]);
    expect(patch).toBe(`diff --git a/a.txt b/a.txt
--- a/a.txt
+++ b/a.txt
@@ -2,4 +2,4 @@
 2
 3
 4
-5
+five
`);
  });

  it('is empty for no changes', async () => {
    expect(await toPatch([])).toBe('');
  });

  it('is what git takes: changed, new, removed, without a last line end, with CRLF', async () => {
    const root = mkdtempSync(join(tmpdir(), 'standards-patch-'));
    try {
      mkdirSync(join(root, 'dir'));
      writeFileSync(join(root, 'changed.txt'), 'a\r\nb\r\n');
      writeFileSync(join(root, 'open-end.txt'), 'a\nb');
      writeFileSync(join(root, 'removed.txt'), 'gone\n');
      const patch = await toPatch([
        { path: 'changed.txt', before: 'a\r\nb\r\n', after: 'a\r\nc\r\n' },
        { path: 'dir/new.txt', before: undefined, after: 'new\n' },
        { path: 'open-end.txt', before: 'a\nb', after: 'a\nc' },
        { path: 'removed.txt', before: 'gone\n', after: undefined },
      ]);
      execFileSync('git', ['apply', '--check', '-'], { cwd: root, input: patch });
      execFileSync('git', ['apply', '-'], { cwd: root, input: patch });
      expect(readFileSync(join(root, 'changed.txt'), 'utf8')).toBe('a\r\nc\r\n');
      expect(readFileSync(join(root, 'dir/new.txt'), 'utf8')).toBe('new\n');
      expect(readFileSync(join(root, 'open-end.txt'), 'utf8')).toBe('a\nc');
      expect(existsSync(join(root, 'removed.txt'))).toBe(false);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
