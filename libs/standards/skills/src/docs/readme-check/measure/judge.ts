import type { Draft } from '@h-j-petroleum/standards-engine';
import type { ReadmeMessages } from '../messages.ts';
import type { Facts } from './facts.ts';

type Found = Omit<Draft<ReadmeMessages>, 'file'>;

/** What is wrong with the code of a README by the facts of one measurement. */
export function judgeFacts({ errors, runs }: Facts): readonly Found[] {
  const seen = new Map<string, number>();
  const nth = (what: string): string => {
    const count = seen.get(what) ?? 0;
    seen.set(what, count + 1);
    return `${what} ${count}`;
  };
  return [
    ...errors.map(({ line, text }): Found => ({
      ...{ message: 'code-type-error', data: { text }, at: { line } },
      expected: 'code that type-checks against what is exported',
      ...{ actual: text, identity: nth(`type ${text}`) },
    })),
    ...runs.flatMap(({ line, problem, differences }): Found[] => [
      ...(problem === undefined
        ? []
        : [
            {
              ...{ message: 'code-fails' as const, data: {}, at: { line } },
              expected: 'a program that ends by itself with exit code 0',
              ...{ actual: problem, identity: nth('run') },
            },
          ]),
      ...differences.map(({ line: at, expected, actual }): Found => ({
        ...{ message: 'code-differs', data: {}, at: { line: at }, expected, actual },
        identity: nth(`result ${expected}`),
      })),
    ]),
  ];
}
