import { describe, expect, it } from 'vitest';
import { arrayBytes, copyFile, jsonbBytes, textOid, vectorBytes } from './binary.ts';

describe('binary forms', () => {
  it('of a vector', () => {
    expect(vectorBytes(Float32Array.of(1, -2)).toString('hex')).toBe('000200003f800000c0000000');
  });

  it('of jsonb', () => {
    expect(jsonbBytes({ a: 'é' }).toString('hex')).toBe('017b2261223a22c3a9227d');
  });

  it('of arrays', () => {
    expect(arrayBytes(textOid, [Buffer.from('ab')]).toString('hex')).toBe(
      '0000000100000000000000190000000100000001000000026162',
    );
    expect(arrayBytes(textOid, []).toString('hex')).toBe('000000000000000000000019');
  });

  it('of a file of COPY', () => {
    expect(copyFile([[Buffer.from('a')]]).toString('hex')).toBe(
      '5047434f50590aff0d0a000000000000000000' + '00010000000161' + 'ffff',
    );
  });
});
