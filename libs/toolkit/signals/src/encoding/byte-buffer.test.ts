import { describe, expect, it } from 'vitest';
import { ByteBuffer } from './byte-buffer.ts';

const written = (write: (out: ByteBuffer) => unknown): string => {
  const out = new ByteBuffer(Buffer.alloc(0));
  write(out);
  return out.bytes.subarray(0, out.length).toString('latin1');
};
const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

describe('ByteBuffer', () => {
  it.each([
    ['0af7651916cd43dd8448eb211c80319c', 16],
    ['B7AD6B7169203331', 8],
    ['0000000000000001', 8],
  ] as const)('writes the id %s', (id, size) => {
    expect(hex(written((out) => expect(out.id(id, size)).toBe(true)))).toBe(id.toLowerCase());
  });

  it.each([
    ['none', undefined, 8],
    ['all zero', '0'.repeat(16), 8],
    ['too short', '1'.repeat(15), 8],
    ['too long', '1'.repeat(17), 8],
    ['of the other kind', '1'.repeat(16), 16],
    ['no digits at the end', '000000000000001g', 8],
    ['no digits at the start', '/000000000000001', 8],
    ['beyond ASCII, with the bits of a digit', `${String.fromCharCode(0x130)}000000000000001`, 8],
    ['signed', '-000000000000001', 8],
  ] as const)('writes nothing for an id that is %s', (_what, id, size) => {
    expect(written((out) => expect(out.id(id, size)).toBe(false))).toBe('');
  });

  it('writes texts of any length as UTF-8', () => {
    for (const text of ['', 'short', 'ünïcödé ☃ 😀', 'x'.repeat(5000), `${'x'.repeat(47)}é`]) {
      expect(
        Buffer.from(
          written((out) => out.text(text)),
          'latin1',
        ).toString(),
      ).toBe(text);
    }
  });

  it('grows and keeps what it holds', () => {
    const out = new ByteBuffer(Buffer.alloc(4));
    out.text('a'.repeat(3000));
    out.text('é'.repeat(3000));
    out.reserve(4);
    out.int32(-2);
    const bytes = out.bytes.subarray(0, out.length);
    expect(bytes.subarray(0, 9000).toString()).toBe('a'.repeat(3000) + 'é'.repeat(3000));
    expect(bytes.readInt32BE(9000)).toBe(-2);
  });
});
