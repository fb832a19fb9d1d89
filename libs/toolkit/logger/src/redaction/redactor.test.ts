import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RedactionPathError } from './paths.ts';
import { createRedactor } from './redactor.ts';

const { fields, text } = createRedactor();

describe('text', () => {
  it.each([
    ['Authorization: Bearer abcdef123456.x', 'Authorization: Bearer [redacted]'],
    ['basic dXNlcjpwYXNzd29yZA==', 'basic [redacted]'],
    ['connect postgres://app:s3cr@t@db:5432/x', 'connect postgres://app:[redacted]@t@db:5432/x'],
    ['see https://db.example/path:1', 'see https://db.example/path:1'],
    ['password=hunter22 user=jo', 'password=[redacted] user=jo'],
    ['{"client_secret":"abc123","a":1}', '{"client_secret":"[redacted]","a":1}'],
    ['Unexpected token } in JSON', 'Unexpected token } in JSON'],
    ['key AKIAIOSFODNN7EXAMPLE used', 'key [redacted] used'],
    [
      'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N.',
      'jwt [redacted].',
    ],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end', '[redacted] end'],
    ['mail jo.doe+x@example.com now', 'mail [redacted] now'],
    ['card 4111 1111 1111 1111 paid', 'card [redacted] paid'],
    [
      'card 4111-1111-1111-1112 has a wrong check digit',
      'card 4111-1111-1111-1112 has a wrong check digit',
    ],
    ['at 1764000000000 ms', 'at 1764000000000 ms'],
    ['iban DE89 3704 0044 0532 0130 00 ok', 'iban [redacted] ok'],
    ['ssn 078-05-1120', 'ssn [redacted]'],
    ['order 2026-11-24 done', 'order 2026-11-24 done'],
  ])('%s', (before, after) => {
    expect(text(before)).toBe(after);
  });

  it('without personal data keeps addresses and takes secrets out', () => {
    expect(createRedactor({ personal: false }).text('jo@example.com password=hunter22')).toBe(
      'jo@example.com password=[redacted]',
    );
  });

  it('takes no longer for a text that nearly matches', () => {
    for (const piece of ['a', ':/', '@', 'eyJ', '4 ', 'password=', '1-']) {
      expect(text(piece.repeat(200_000)).length).toBeGreaterThan(0);
    }
  });
});

describe('fields', () => {
  it('replaces secrets by the name of their field, at any depth', () => {
    expect(
      fields({
        user: 'jo',
        password: 'x',
        'http.request.header.authorization': 'y',
        req: { headers: { 'Set-Cookie': 'z', accept: '*/*' } },
        list: [{ apiKey: 1 }, { api: 2 }],
        token: null,
      }),
    ).toEqual({
      user: 'jo',
      password: '[redacted]',
      'http.request.header.authorization': '[redacted]',
      req: { headers: { 'Set-Cookie': '[redacted]', accept: '*/*' } },
      list: [{ apiKey: '[redacted]' }, { api: 2 }],
      token: null,
    });
  });

  it('answers the same object where nothing is secret, and changes none', () => {
    const clean = { a: 1, b: { c: ['x'] } };
    expect(fields(clean)).toBe(clean);
    const secret = Object.freeze({ deep: Object.freeze({ password: 'x' }) });
    expect(fields(secret)).toEqual({ deep: { password: '[redacted]' } });
    expect(secret.deep.password).toBe('x');
  });

  it('replaces by path', () => {
    const redactor = createRedactor({
      paths: ['req.body.*', 'users[*].name', '**.pin', 'headers["x-key"]'],
    });
    expect(
      redactor.fields({
        req: { body: { a: 1, b: { c: 2 } }, url: '/' },
        users: [{ name: 'jo', id: 1 }],
        a: { b: { pin: 1 } },
        pin: 2,
        headers: { 'x-key': 3, 'x-id': 4 },
      }),
    ).toEqual({
      req: { body: { a: '[redacted]', b: '[redacted]' }, url: '/' },
      users: [{ name: '[redacted]', id: 1 }],
      a: { b: { pin: '[redacted]' } },
      pin: '[redacted]',
      headers: { 'x-key': '[redacted]', 'x-id': 4 },
    });
  });

  it('refuses a path that is none, and says how one is written', () => {
    for (const path of ['', '.a', 'a..b', 'a[', 'a]']) {
      expect(() => createRedactor({ paths: [path] })).toThrow(RedactionPathError);
    }
    expect(() => createRedactor({ paths: ['a['] })).toThrow(
      '`a[` is no path of a field. Write it as req.headers.authorization, users[*].name or **.pin.',
    );
  });

  it('survives circles, getters that throw, and shows nothing of what is too deep', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle.self = { circle };
    expect(fields(circle)).toEqual({ a: 1, self: { circle: '[Circular]' } });
    const throwing = {
      get bad(): never {
        throw new Error('no');
      },
      password: 'x',
    };
    expect(fields(throwing)).toEqual({ bad: '[unreadable: no]', password: '[redacted]' });
    let deep: unknown = { password: 'x' };
    for (let depth = 0; depth < 50; depth++) deep = { deep };
    expect(JSON.stringify(fields({ deep }))).not.toContain('"x"');
    expect(JSON.stringify(fields({ deep }))).toContain('[not shown: too large]');
  });

  it('looks into maps, sets and what has toJSON, and counts bytes', () => {
    expect(
      fields({
        map: new Map([['password', 'x']]),
        set: new Set(['a@b.example']),
        json: { toJSON: () => ({ secret: 1 }) },
        bytes: Buffer.from('password=hunter22'),
      }),
    ).toEqual({
      map: { password: '[redacted]' },
      set: ['[redacted]'],
      json: { secret: '[redacted]' },
      bytes: '[17 bytes]',
    });
  });

  it('never throws and never lets a secret of a known name through', () => {
    fc.assert(
      fc.property(
        fc.object({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: true,
        }),
        (object) => {
          const planted = { ...object, inner: { ...object, password: 'S3CRET' } };
          const seen = JSON.stringify(fields(planted), (_key, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          );
          expect(seen).not.toContain('S3CRET');
        },
      ),
    );
  });
});
