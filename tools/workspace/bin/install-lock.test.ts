import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { takeLock } from './install-lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const never = (holder: number): void => {
  throw new Error(`waits for ${holder}`);
};

describe('takeLock', () => {
  it('is one process’s at a time, and is given back', async () => {
    const lock = join(folder, 'own');
    const giveBack = await takeLock(lock, never);
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} \\d+$`));
    const waited: number[] = [];
    const second = takeLock(lock, (holder: number) => waited.push(holder));
    await expect.poll(() => waited).toEqual([process.pid]);
    giveBack();
    (await second)();
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken from one that was killed, though nobody has asked what became of it', async () => {
    // The shell starts a process and becomes another program, which never asks: the process stays as a zombie.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    const stat = (): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
    const start = stat()[21];
    await expect.poll(() => stat()[2]).toBe('Z');
    const lock = join(folder, 'zombie');
    writeFileSync(lock, `${pid} ${start}`);
    (await takeLock(lock, never))();
    parent.kill();
  });

  it('is taken from one whose number is somebody else’s by now', async () => {
    const lock = join(folder, 'reused');
    writeFileSync(lock, `${process.pid} 1`);
    (await takeLock(lock, never))();
  });
});
