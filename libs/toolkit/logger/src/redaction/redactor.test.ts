import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RedactionPathError } from './paths.ts';
import { createRedactor } from './redactor.ts';

const { fields, text } = createRedactor();

describe('text', () => {
  it.each([
    ['Authorization: Bearer abcdef123456.x', 'Authorization: Bearer [redacted]'],
    ['basic dXNlcjpwYXNzd29yZA==', 'basic [redacted]'],
    ['connect postgres://app:s3cr@t@db:5432/x', 'connect postgres://app:[redacted]@db:5432/x'],
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
    ['DE89370400440532013000 PAID', '[redacted] PAID'],
    ['DE88370400440532013000 has a wrong check', 'DE88370400440532013000 has a wrong check'],
    ['redis://:hunter2@cache/0', 'redis://:[redacted]@cache/0'],
    ['postgres://app:pa/ss@db/x', 'postgres://app:[redacted]@db/x'],
    ['https://0123456789abcdef0123@o1.example/1', 'https://[redacted]@o1.example/1'],
    ['http://127.0.0.1:8080/p?a=b@c', 'http://127.0.0.1:8080/p?a=b@c'],
    [
      'clone git@github.com:a/b and ssh://git@h.example/a',
      'clone git@github.com:a/b and ssh://git@h.example/a',
    ],
    ['GET /cb?api_key=k1&state=2', 'GET /cb?api_key=[redacted]&state=2'],
    ['GET /u?mail=jo%40example.com&x=1', 'GET /u?mail=[redacted]&x=1'],
    ['password="my secret phrase" next', 'password="[redacted]" next'],
    [String.raw`{"password":"a\"b","x":1}`, '{"password":"[redacted]","x":1}'],
    [String.raw`"{\"token\":\"a b\",\"x\":1}"`, String.raw`"{\"token\":\"[redacted]\",\"x\":1}"`],
    ["{ password: 'hunter2', a: 1 }", "{ password: '[redacted]', a: 1 }"],
    ['password: hunter2', 'password: [redacted]'],
    ['password: required', 'password: required'],
    ['Server=db;User Id=sa;Password=p w;', 'Server=db;User Id=sa;Password=[redacted] w;'],
    ['AccountKey=abc==;EndpointSuffix=x', 'AccountKey=[redacted];EndpointSuffix=x'],
    ['DB_PASS=x pass=12', 'DB_PASS=[redacted] pass=12'],
    ['Cookie: sid=1; theme=dark', 'Cookie: [redacted]'],
    ['cookie: none was sent', 'cookie: none was sent'],
    ['basic authentication failed', 'basic authentication failed'],
    [`token ghp_${'a1'.repeat(18)} leaked`, 'token [redacted] leaked'],
    [`npm_${'a1'.repeat(18)}`, '[redacted]'],
    ['xoxb-1234567890-abcdefghij', '[redacted]'],
    [`sk_live_${'a1'.repeat(10)}`, '[redacted]'],
    [
      'https://hooks.slack.com/services/T0/B0/XXXXXXXX',
      'https://hooks.slack.com/services/[redacted]',
    ],
    ['-----BEGIN PRIVATE KEY-----\nMIIE cut off', '[redacted]'],
    ['4111 1111 1111 1111 12 EUR', '[redacted] 12 EUR'],
    ['id a4111111111111111b', 'id a4111111111111111b'],
    ['call +49 30 901820 or (555) 123-4567', 'call [redacted] or [redacted]'],
    ['changed by +1.23456789', 'changed by +1.23456789'],
    ['at 2026-11-25T23:04:17.123456789+02:00', 'at 2026-11-25T23:04:17.123456789+02:00'],
    ['order 17640000-00001 of 192.168.1.100:5432', 'order 17640000-00001 of 192.168.1.100:5432'],
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

  it('leaves ids as they are', () => {
    const digits = fc.stringMatching(/^[0-9a-f]{32}$/);
    fc.assert(
      fc.property(
        fc.uuid(),
        digits,
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2090-01-01') }),
        (uuid, id, date) => {
          const said = `request ${uuid} of trace ${id} span ${id.slice(16)} at ${date.toISOString()}, ${date.getTime()}`;
          return text(said) === said;
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for a text that nearly matches', () => {
    for (const piece of [
      ...['a', ':/', '@', 'eyJ', '4 ', 'password=', '1-', 'password="', '://a:', 'a.a@', 'DE89 '],
      ...['-----BEGIN PRIVATE KEY-----', '+1 ', 'eyJaaaaa.', `a@${'a.'.repeat(120)}`, 'cookie:'],
      ...['authorization: ', 'bearer ', 'a-', '"', String.raw`token:\"`],
    ]) {
      expect(text(piece.repeat(Math.ceil(250_000 / piece.length))).length).toBeGreaterThan(0);
    }
  });

  it('is the same when it comes by a second time', () => {
    const once = text('password=hunter2 token: abc123 "secret":"x" a@b.example');
    expect(text(once)).toBe(once);
  });

  it('is not shown beyond what is looked at', () => {
    const long = `${' '.repeat(262_144)}password=hunter2`;
    expect(text(long)).toBe(`${' '.repeat(262_144)}[not shown: 16 more characters]`);
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

  it('knows the name of a secret by its end, whoever it belongs to, in any case', () => {
    const names =
      'dbPassword AWS_SECRET_ACCESS_KEY github-token X-Amz-Security-Token userEmail Jwt';
    for (const name of names.split(' '))
      expect(fields({ [name]: 'x' })).toEqual({ [name]: '[redacted]' });
    const clean = { maxTokens: 'x', tokenCount: 2, nextToken: 'x', secretary: 'x', emailSent: 'x' };
    expect(fields(clean)).toBe(clean);
    const flags = { hasPassword: true, password: null, token: undefined };
    expect(fields(flags)).toBe(flags);
  });

  it('knows a card that came as a number', () => {
    expect(
      fields({ a: 4_111_111_111_111_111, b: 4_111_111_111_111_112, c: 1_764_000_000_000 }),
    ).toEqual({
      ...{ a: '[redacted]', b: 4_111_111_111_111_112, c: 1_764_000_000_000 },
    });
  });

  it('looks at so much and no more', () => {
    const entries = Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 'x'] as const);
    const many: Record<string, unknown> = fields(Object.fromEntries(entries));
    expect(many).toMatchObject({ k0: 'x', '…': '[not shown: too large]' });
    expect(Object.keys(many).length).toBeLessThan(11_000);
    const { list } = fields({ list: Array.from({ length: 20_000 }, () => ({ password: 'x' })) });
    expect(list[0]).toEqual({ password: '[redacted]' });
    expect(list.at(-1)).toBe('[not shown: too large]');
    expect(list.length).toBeLessThan(11_000);
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
