import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLine, maxLineLength } from './mask-line.ts';

describe('values', () => {
  it.each([
    ['took 12 ms', 'took <*>'],
    ['took 1.5s after 3 retries', 'took <*> after <*> retries'],
    ['freed 1,234,567 bytes (12.5%)', 'freed <*> (<*>)'],
    ['freed 3 KB', 'freed <*>'],
    ['at 0x7ffd12 offset -17', 'at <*> offset <*>'],
    ['from 10.1.2.3:8080 to 10.1.2.4', 'from <*> to <*>'],
    ['10.0.0.1:80->10.0.0.2:90 closed', '<*> closed'],
    ['peer fe80::1ff:23 and ::1', 'peer <*> and <*>'],
    ['link aa:bb:cc:dd:ee:ff up', 'link <*> up'],
    ['id 3f2b8c1e-9a77-4c1b-8d21-0a1b2c3d4e5f done', 'id <*> done'],
    ['block blk_123 on node12', 'block <*> on <*>'],
    ['lock Foo@1a2b3c held', 'lock <*> held'],
    ['mail to ada@example.org bounced', 'mail to <*> bounced'],
    ['GET https://x.example/a?b=c&d=e, then stop', 'GET <*>, then stop'],
    ['open /var/log/app.log: denied', 'open <*>: denied'],
    ['open C:\\Users\\Ada Lovelace\\a.txt failed', 'open <*> failed'],
    ['wrote main.conf to disk', 'wrote <*> to disk'],
    ['resolve db.internal failed', 'resolve <*> failed'],
    ['on 2025-01-31 12:00:01,123 it ended', 'on <*> it ended'],
    ['on Wed Jan 31 12:00:01 2025 it ended', 'on <*> it ended'],
    ['user=ada state=RUNNING', 'user=<*> state=<*>'],
    ['name= uid=0', 'name=<*> uid=<*>'],
    ['said "hello there" to \'ada\'', 'said "<*>" to \'<*>\''],
    ['"GET /a?b=c HTTP/1.1" 200 5', '"GET <*>" <*>'],
    ['tags [a, b, c] and []', 'tags [<*>] and [<*>]'],
    ['body {"a": 1, "b": [2, 3]} refused', 'body {<*>} refused'],
    ['ports 1, 2, 3 and 4', 'ports <*> and <*>'],
    ['key dGhpc0lzQVRlc3RUb2tlbg rejected', 'key <*> rejected'],
    ['ran SELECT a FROM b WHERE c = 1', 'ran <*>'],
    ['valid: true', 'valid: <*>'],
    ['\u001b[31mred\u001b[0m 5', 'red <*>'],
    ['用户123登录', '用户<*>登录'],
  ])('%s', (line, template) => {
    expect(maskLine(line)).toBe(template);
  });
});

describe('text that stays', () => {
  it.each([
    'The service entered the running state.',
    "can't open the user's file",
    'read/write error',
    'invalid utf-8 and sha256',
    'java.io.IOException: Connection reset by peer',
    'std::bad_alloc',
    'if a == b then stop',
    '[main] started',
    'ERROR: nothing to do',
    'foo() returned',
    'getUserNameFromToken failed',
  ])('%s', (line) => {
    expect(maskLine(line)).toBe(line);
  });
});

describe('headers', () => {
  it.each([
    ['2025-01-31T12:00:00.123Z INFO [main] com.acme.Orders: Order 5 placed', 'Order <*> placed'],
    ['2025-01-31 12:00:00,123 - app.views - ERROR - Order 5 placed', 'Order <*> placed'],
    ['Jan 31 12:00:00 web-1 sshd[123]: session opened', 'session opened'],
    ['<34>1 2025-01-31T12:00:00Z web app 12 - - hello', 'web app <*> - - hello'],
    ['[12345.678901] usb 1-1: new device', 'usb <*>: new device'],
    ['01-31 12:00:00.123  1234  5678 D ActivityManager: hello there', 'hello there'],
    ['E0131 12:00:00.123456 1234 file.go:12] cannot bind', '<*>] cannot bind'],
    ['1738324800 INFO hello there', 'hello there'],
    ['{"level":"info","time":1,"msg":"Order 5 placed"}', 'Order <*> placed'],
    ['{"level":"info","n":1}', '{<*>}'],
    ['12:00:00.123 [http-1] WARN  c.a.Orders - Order 5 placed', 'Order <*> placed'],
  ])('%s', (line, template) => {
    expect(maskLine(line)).toBe(template);
  });

  it('reads the first line that is not blank, and the next where it ends in a colon', () => {
    expect(maskLine('\n  \nfirst 1\nsecond 2')).toBe('first <*>');
    expect(maskLine('two problems:\n  - port 5\n  - port 6')).toBe('two problems: - port <*>');
  });
});

describe('any input', () => {
  it('is masked without throwing, and a template is its own template', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...[
          '<*>',
          ' ',
          '  ',
          '"',
          "'",
          '`',
          '(',
          '[',
          '{',
          '<',
          '>',
          '}',
          ']',
          ')',
          '=',
          '==',
          ': ',
          ':',
          ', ',
          '->',
          '\0',
          '\ud800',
        ],
        ...[
          '\u001b[1m',
          'Jan',
          'Mon',
          '12',
          '1.5',
          'ms',
          's',
          '12:00:00',
          '2025-01-31',
          'INFO',
          'GET',
          '/a/b',
          'msg=',
          '{"msg":"',
          'SELECT',
          'FROM',
          'user@x',
          'C:\\a',
          '\n',
          '\\',
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const template = maskLine(pieces.join(''));
        expect(maskLine(template)).toBe(template);
      }),
      { numRuns: 3000 },
    );
  });

  it('is read up to a limit', () => {
    const long = `${'a '.repeat(maxLineLength)}end`;
    expect(maskLine(long).length).toBeLessThanOrEqual(2048);
    expect(maskLine(`${'x'.repeat(10_000_000)}`)).toHaveLength(2048);
  });
});
