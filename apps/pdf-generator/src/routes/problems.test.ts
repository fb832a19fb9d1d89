import { describe, expect, it } from 'vitest';
import { isTransient, problemOf } from './problems.ts';
import { TypesettingError } from '../typesetting/error.ts';

const typesetting = [
  'queue-full',
  'worker-died',
  'stopped',
  'data-invalid',
  'glyphs-missing',
  'document-too-large',
  'time-limit',
  'memory-limit',
  'layout-failed',
] as const;

describe('a fault of typesetting', () => {
  it.each(typesetting.map((code) => [code] as const))(
    '%s is a problem, and worth another try or not',
    (code) => {
      const error = new TypesettingError(code, 'why', [{ path: '/lines/0', message: 'is odd' }]);
      const problem = problemOf(error);
      const table = {
        'queue-full': ['press-full', true],
        'worker-died': ['worker-lost', true],
        stopped: ['worker-lost', true],
        'data-invalid': ['data-invalid', false],
        'glyphs-missing': ['glyphs-missing', false],
        'document-too-large': ['document-too-large', false],
        'time-limit': ['document-too-costly', false],
        'memory-limit': ['document-too-costly', false],
        // The template's fault: no problem of the client's, so it is logged and answered as a failure of the service.
        'layout-failed': ['layout-failed', false],
      };
      expect([Reflect.get(Object(problem), 'code'), isTransient(error)]).toEqual(table[code]);
      if (code !== 'layout-failed')
        expect(problem).toMatchObject({
          options: { errors: [{ pointer: '/body/data/lines/0', message: 'is odd' }] },
        });
    },
  );
});
