import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const module = new URL('./write.ts', import.meta.url).href;

/** Runs a script that writes, with its standard output a pipe, and gives what arrives there. */
async function written(script: string, readAfter: number): Promise<{ text: string; code: number }> {
  const source = `const { writeOut } = await import(${JSON.stringify(module)});\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  await new Promise((resolve) => setTimeout(resolve, readAfter));
  child.stdout.on('data', (chunk: string) => (text += chunk));
  const code = await new Promise<number>((resolve) =>
    child.on('close', (ended) => resolve(ended ?? -1)),
  );
  return { text, code };
}

describe('writeOut', () => {
  it('writes all of a text that no pipe holds at once, to a reader that is slow', async () => {
    const script = `writeOut(1, 'é'.repeat(1_000_000)); writeOut(1, 'end\\n');`;
    const { text, code } = await written(script, 500);
    expect(code).toBe(0);
    expect(text).toHaveLength(1_000_004);
    expect(text.endsWith('ééend\n')).toBe(true);
  });

  it('keeps the order where Node has made the pipe one that does not wait', async () => {
    const script = `process.stdout._handle?.setBlocking(false);
      for (let line = 0; line < 40_000; line++) writeOut(1, \`line \${line}\\n\`);`;
    const { text, code } = await written(script, 500);
    expect(code).toBe(0);
    expect(text.trimEnd().split('\n')).toEqual(
      Array.from({ length: 40_000 }, (_one, line) => `line ${line}`),
    );
  });
});
