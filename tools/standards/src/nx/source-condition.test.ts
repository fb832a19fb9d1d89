import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const file = join(import.meta.dirname, 'source-condition.ts');

/** Runs in a Node of its own, where no condition is set yet. */
function resolveAfter(...urls: string[]): string {
  const calls = urls.map((url) => `useSourceCondition(${JSON.stringify(url)});`).join('');
  return execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { useSourceCondition } from ${JSON.stringify(file)};
      ${calls}
      process.stdout.write(import.meta.resolve('@h-j-petroleum/standards-engine'));`,
    ],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );
}

describe('useSourceCondition', () => {
  it('makes packages of the workspace resolve to their sources when sources ask', () => {
    expect(resolveAfter('file:///plugin.ts')).toMatch(/standards\/engine\/src\/index\.ts$/);
    expect(resolveAfter('file:///plugin.ts', 'file:///check.ts')).toMatch(/src\/index\.ts$/);
  });

  it('changes nothing when built files ask', () => {
    // Before the first build there is no such file, and the link to the package stays as it is.
    expect(resolveAfter('file:///plugin.js')).toMatch(/standards[-/]engine\/dist\/index\.js$/);
  });
});
