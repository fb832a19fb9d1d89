import type { AnySkill } from '../contract/skill.ts';
import type { Case } from './case.ts';
import { runCase } from './run-case.ts';

/** The two functions that every test runner has. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void> | void): void;
}

/**
 * Declares the tests that every skill owes: each case, each message hit by some case, valid and invalid cases, unknown
 * options refused, every option documented.
 */
export function testSkill(skill: AnySkill, cases: readonly Case[], runner: TestRunner): void {
  const { meta } = skill;
  runner.describe(meta.id, () => {
    for (const one of cases) runner.it(`${one.kind}: ${one.name}`, () => runCase(skill, one));

    runner.it('has cases that are valid and cases that are invalid', () => {
      for (const kind of ['valid', 'invalid']) {
        if (!cases.some((one) => one.kind === kind)) throw new Error(`no case is ${kind}`);
      }
    });

    runner.it('has a case for every message', () => {
      const hit = new Set(cases.flatMap((one) => one.findings.map(({ message }) => message)));
      const missed = Object.keys(meta.messages).filter((message) => !hit.has(message));
      if (missed.length > 0) throw new Error(`no case has: ${missed.join(', ')}`);
    });

    runner.it('has one name for each case', () => {
      const names = cases.map(({ name }) => name);
      const twice = names.filter((name, at) => names.indexOf(name) !== at);
      if (twice.length > 0) throw new Error(`named twice: ${twice.join(', ')}`);
    });

    runner.it('refuses an unknown option', () => {
      const parsed = meta.options.safeParse({ 'no such option': 1 });
      if (parsed.success) throw new Error('an unknown option is taken in silence');
    });

    runner.it('takes no options at all', () => {
      if (!meta.options.safeParse({}).success) throw new Error('it cannot run without options');
    });
  });
}
