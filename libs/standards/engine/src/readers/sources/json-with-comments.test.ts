import { describe, expect, it } from 'vitest';
import { parseJsonWithComments } from './json-with-comments.ts';

describe('parseJsonWithComments', () => {
  it('allows comments, trailing commas and a byte order mark', () => {
    expect(parseJsonWithComments('\uFEFF// a\n{ "a": [1, /* b */ 2,], }')).toEqual({
      ok: true,
      value: { a: [1, 2] },
    });
  });

  it('says what is wrong and where', () => {
    expect(parseJsonWithComments('{\n  "a": 1\n  "b": 2\n}')).toEqual({
      ok: false,
      line: 3,
      reason: 'comma expected',
    });
    expect(parseJsonWithComments('')).toEqual({ ok: false, line: 1, reason: 'value expected' });
    expect(parseJsonWithComments('{\n  a: 1 }')).toMatchObject({ line: 2 });
  });
});
