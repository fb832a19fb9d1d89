import { describe, expect, it } from 'vitest';
import { BinaryWriter } from './binary-writer.ts';
import {
  arrayBytes,
  copyChunks,
  jsonbOid,
  textsBytes,
  vectorBytes,
  vectorsBytes,
} from './binary.ts';

describe('binary forms', () => {
  it('of a vector', () => {
    expect(vectorBytes(Float32Array.of(1, -2)).toString('hex')).toBe('000200003f800000c0000000');
  });

  it('of a vector that is part of a longer one', () => {
    const part = Float32Array.of(5, 1, -2, 5).subarray(1, 3);
    expect(vectorBytes(part).toString('hex')).toBe('000200003f800000c0000000');
  });

  it('of arrays', () => {
    expect(textsBytes(['ab', 'é']).toString('hex')).toBe(
      '000000010000000000000019' + '0000000200000001' + '000000026162' + '00000002c3a9',
    );
    expect(textsBytes([]).toString('hex')).toBe('000000000000000000000019');
    expect(
      arrayBytes(jsonbOid, ['{"a":"é"}'], (writer, json) => writer.jsonb(json)).toString('hex'),
    ).toBe('000000010000000000000eda' + '0000000100000001' + '0000000b017b2261223a22c3a9227d');
    expect(vectorsBytes(99, [Float32Array.of(1)]).toString('hex')).toBe(
      '000000010000000000000063' + '0000000100000001' + '00000008000100003f800000',
    );
  });

  it('of a file of COPY', () => {
    const chunks = [...copyChunks(['a'], 1, (writer, text) => writer.text(text))];
    expect(Buffer.concat(chunks).toString('hex')).toBe(
      '5047434f50590aff0d0a000000000000000000' + '00010000000161' + 'ffff',
    );
  });

  it('of a file of COPY that is longer than a chunk', () => {
    const text = 'é'.repeat(100_000);
    const chunks = [...copyChunks([text, text, 'b'], 1, (writer, one) => writer.text(one))];
    expect(chunks.length).toBe(3);
    const file = Buffer.concat(chunks);
    expect(file.length).toBe(19 + 2 * (6 + 200_000) + 7 + 2);
    expect(file.subarray(25, 25 + 200_000).toString()).toBe(text);
    expect(file.subarray(-9).toString('hex')).toBe('00010000000162' + 'ffff');
  });
});

describe('BinaryWriter', () => {
  it('grows, and begins anew once its bytes are taken', () => {
    const writer = new BinaryWriter(1);
    writer.text('abc');
    const taken = writer.take();
    expect(writer.length).toBe(0);
    writer.text('xyz');
    expect(taken.toString('hex')).toBe('00000003616263');
    expect(writer.take().toString('hex')).toBe('0000000378797a');
  });
});
