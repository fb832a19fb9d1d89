import { describe, it } from 'vitest';
import type { Examples } from './examples.ts';
import { serverChecks } from './server/checks.ts';

/** What every component must do on a server, for each of its examples. */
export function describeConformance(examples: Examples): void {
  describe.each(Object.entries(examples))('conformance of %s', (_name, example) => {
    it.each(Object.entries(serverChecks))('%s', (_check, check) => {
      check(example);
    });
  });
}
