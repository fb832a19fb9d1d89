import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32, safetensors, safetensorsOf } from '@vector-toolkit/embeddings-sample-models';
import { readSafetensors } from './safetensors.ts';
import { indicesOf, valuesOf } from './tensor-values.ts';

const zeros = (count: number) => new Uint8Array(count);
const f32 = (shape: number[], from: number, to: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, to],
});

describe('readSafetensors', () => {
  it('gives tensors as they were written', () => {
    const tensors = readSafetensors(
      safetensors({
        a: float32([2, 1], [1.5, -2]),
        empty: float32([0, 4], []),
        b: float32([], [7]),
      }),
    );
    expect([...tensors.keys()]).toEqual(['a', 'empty', 'b']);
    expect(tensors.get('a')?.shape).toEqual([2, 1]);
    expect([...tensors.values()].map((one) => [...valuesOf(one)])).toEqual([[1.5, -2], [], [7]]);
  });

  it('reads past metadata, and tensors in any order', () => {
    const file = safetensorsOf(
      { b: f32([1], 4, 8), __metadata__: { format: 'pt' }, a: f32([1], 0, 4) },
      new Uint8Array(Float32Array.of(1, 2).buffer),
    );
    const tensors = [...readSafetensors(file)].map(([name, one]) => [name, ...valuesOf(one)]);
    expect(tensors).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', zeros(0), 'it has 0 bytes, and a header begins with 8'],
    [
      'a header longer than the file',
      Buffer.concat([Buffer.from([200, 0, 0, 0, 0, 0, 0, 0]), zeros(20)]),
      'its header is said to have 200 bytes, and the file has 28',
    ],
    [
      'a header of 2^63 bytes',
      Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 128]), zeros(20)]),
      'its header is said to have 9223372036854775808 bytes, and the file has 28',
    ],
    ['no JSON', safetensorsOf('{"a":'), 'its header is no JSON'],
    ['bytes that are no text', Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 255]), 'its header is no JSON'],
    ['a list', safetensorsOf([]), 'its header is no object'],
    ['null', safetensorsOf('null'), 'its header is no object'],
    [
      'a tensor past the end',
      safetensorsOf({ a: f32([2], 0, 8) }, zeros(4)),
      'lies at 0 to 8 of 4 bytes',
    ],
    [
      'a tensor shorter than its shape',
      safetensorsOf({ a: f32([2, 2], 0, 8) }, zeros(8)),
      'F32 [2, 2] has 16',
    ],
    [
      'an end before the beginning',
      safetensorsOf({ a: f32([1], 8, 4) }, zeros(8)),
      'lies at 8 to 4 of 8 bytes',
    ],
    ['a negative offset', safetensorsOf({ a: f32([1], -4, 0) }, zeros(8)), 'its tensor "a": ✖'],
    ['a negative side', safetensorsOf({ a: f32([-1, -1], 0, 4) }, zeros(4)), 'its tensor "a": ✖'],
    ['half a number', safetensorsOf({ a: f32([0.5], 0, 2) }, zeros(2)), 'its tensor "a": ✖'],
    [
      'sides whose product is no number',
      safetensorsOf({ a: f32([2 ** 53, 2], 0, 4) }, zeros(4)),
      'its tensor "a": ✖',
    ],
    [
      'a type that is none',
      safetensorsOf({ a: { dtype: 'F7', shape: [1], data_offsets: [0, 4] } }, zeros(4)),
      'numbers of the type F7',
    ],
    ['a tensor that is none', safetensorsOf('{"__proto__":3}'), 'its tensor "__proto__": ✖'],
    [
      'two tensors of the same bytes',
      safetensorsOf({ a: f32([1], 0, 4), b: f32([1], 0, 4) }, zeros(4)),
      'its tensor "b" begins at 0, and the one before it ends at 4',
    ],
    [
      'two that overlap',
      safetensorsOf({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, zeros(12)),
      'its tensor "b" begins at 4, and the one before it ends at 8',
    ],
    [
      'a hole',
      safetensorsOf({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, zeros(12)),
      'its tensor "b" begins at 8, and the one before it ends at 4',
    ],
    [
      'something behind the tensors',
      safetensorsOf({ a: f32([1], 0, 4) }, zeros(9)),
      'its tensors end at 4, and 9 bytes follow the header',
    ],
  ])('refuses %s', (_name, file, message) => {
    expect(() => readSafetensors(file)).toThrow(message);
  });

  it('ends on any bytes, with tensors or with an error', () => {
    const whole = safetensors({ a: float32([2, 2], [1, 2, 3, 4]) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(whole.length),
        (changes, length) => {
          const file = Uint8Array.from(whole);
          for (const [at, byte] of changes) file[at] = byte;
          let read;
          try {
            read = readSafetensors(file.subarray(0, length));
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
            return;
          }
          for (const { bytes } of read.values()) expect(bytes.length).toBeLessThanOrEqual(16);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('valuesOf', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  it.each<[string, Uint8Array, number[]]>([
    // One, -2, the largest, the smallest normal, the smallest of all, -0, infinity: from the table of IEEE 754.
    [
      'F16',
      bytes(0, 0x3c, 0, 0xc0, 0xff, 0x7b, 0, 4, 1, 0, 0, 0x80, 0, 0x7c),
      [1, -2, 65504, 2 ** -14, 2 ** -24, -0, Infinity],
    ],
    ['BF16', bytes(0x80, 0x3f, 0x40, 0xc0), [1, -3]],
    ['I8', bytes(1, 255, 128), [1, -1, -128]],
    ['F64', new Uint8Array(Float64Array.of(0.25, -8).buffer), [0.25, -8]],
    ['I32', bytes(1, 0, 0, 0, 255, 255, 255, 255), [1, -1]],
  ])('reads %s', (dtype, stored, expected) => {
    const bytesEach = { F16: 2, BF16: 2, I8: 1, F64: 8, I32: 4 }[dtype] ?? 0;
    const shape = [stored.length / bytesEach];
    expect([...valuesOf({ dtype, shape, bytes: stored })]).toEqual(expected);
    // The same where they begin at an odd byte.
    const moved = Buffer.concat([bytes(9), stored]).subarray(1);
    expect([...valuesOf({ dtype, shape, bytes: moved })]).toEqual(expected);
  });

  it('keeps a number that is none', () => {
    expect([...valuesOf({ dtype: 'F16', shape: [1], bytes: bytes(1, 0x7c) })]).toEqual([NaN]);
  });

  it('refuses what is no number of a model', () => {
    expect(() => valuesOf({ dtype: 'BOOL', shape: [1], bytes: bytes(1) })).toThrow(
      'numbers of the type BOOL are not understood',
    );
  });

  it('reads numbers of rows', () => {
    const i64 = new Uint8Array(BigInt64Array.of(3n, 0n).buffer);
    expect([...indicesOf({ dtype: 'I64', shape: [2], bytes: i64 })]).toEqual([3, 0]);
    expect(() => indicesOf({ dtype: 'I32', shape: [1], bytes: bytes(255, 255, 255, 255) })).toThrow(
      'a negative number cannot point to a row',
    );
    expect(() => indicesOf({ dtype: 'F32', shape: [1], bytes: bytes(0, 0, 0, 0) })).toThrow(
      'numbers of the type F32 cannot point to rows',
    );
  });
});
