import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCheckLine } from './check-line.ts';
import type { CheckOptions } from './commands/check.ts';
import { createProgram } from './program.ts';

const none = { project: [], skill: [], pack: [], format: [] };

/** What the parser of all commands makes of a line; undefined where it refuses it, or prints help. */
async function byParser(args: readonly string[]) {
  let found: { options: CheckOptions; colour: boolean } | undefined;
  const output = {
    out: () => undefined,
    err: () => undefined,
    colour: false,
    width: 80,
    interactive: false,
  };
  const program = createProgram(
    '1.2.3',
    () => output,
    () => undefined,
  );
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  }
  program.commands
    .find((command) => command.name() === 'check')
    ?.action((options: CheckOptions) => {
      found = { options: { ...options }, colour: program.opts<{ color: boolean }>().color };
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch {
    return undefined;
  }
  return found;
}

describe('readCheckLine', () => {
  it('reads the options of a check', () => {
    expect(
      readCheckLine(
        'check --root /x --reader npm --project a,b --project=c --skill d --pack e --affected --base main --head HEAD --pilot --format json=x.json --no-color'.split(
          ' ',
        ),
      ),
    ).toEqual({
      options: {
        root: '/x',
        reader: 'npm',
        project: ['a', 'b', 'c'],
        skill: ['d'],
        pack: ['e'],
        affected: true,
        base: 'main',
        head: 'HEAD',
        pilot: true,
        format: ['json=x.json'],
      },
      colour: false,
    });
    expect(readCheckLine(['check'])).toEqual({ options: none, colour: true });
  });

  it.each([
    'list',
    '--version',
    'check --help',
    'check -h',
    'check help',
    'check --unknown x',
    'check --affected=x',
    'check --root',
    'check --root=',
    'check --root --pilot',
    'check --root a --root b',
    'check --reader nonsense',
    'check --',
    'check somewhere',
    'check --constructor',
    'check --constructor x',
    'check --__proto__ x',
  ])('leaves `%s` to the parser of all commands', (line) => {
    expect(readCheckLine(line.split(' '))).toBeUndefined();
  });

  it('reads what it reads as that parser does', async () => {
    const word = fc.constantFrom(
      ...['--root', '--reader', '--project', '--skill', '--pack', '--format', '--base', '--head'],
      ...[
        '--affected',
        '--pilot',
        '--no-color',
        '--color',
        '--help',
        '-V',
        '--',
        '--root=a',
        '--project=a,b',
      ],
      ...[
        '--format=json=x',
        '--format=',
        '--pilot=1',
        '--constructor',
        'npm',
        'nx',
        'a',
        'a,,b',
        'a,{b,c}',
        'check',
        'help',
        '',
        '-',
        '--x',
        '=',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
        const args = ['check', ...words];
        const quick = readCheckLine(args);
        if (quick) expect(quick).toEqual(await byParser(args));
      }),
      { numRuns: 3000 },
    );
  });
});
