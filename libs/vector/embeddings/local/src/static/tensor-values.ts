import type { StoredTensor } from './safetensors.ts';
import { bytesOf } from './safetensors.ts';

/** A tensor's numbers. A quarter of a float's size where they are whole numbers of a byte, as they are in quantized models. */
export type TensorValues = Float32Array | Int8Array;

/** The numbers of a tensor as floats, or as the bytes that they are. Throws an `Error` on types that are no numbers of a model. */
export function valuesOf(tensor: StoredTensor): TensorValues {
  const { dtype } = tensor;
  const bytes = aligned(tensor);
  const { buffer, byteOffset } = bytes;
  const count = bytes.length / (bytesOf.get(dtype) ?? NaN);
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer, byteOffset, count);
    case 'I8':
      return new Int8Array(buffer, byteOffset, count);
    case 'F64':
      return Float32Array.from(new Float64Array(buffer, byteOffset, count));
    case 'I32':
      return Float32Array.from(new Int32Array(buffer, byteOffset, count));
    case 'F16':
      return fromHalves(new Uint16Array(buffer, byteOffset, count), halfBits);
    case 'BF16':
      return fromHalves(new Uint16Array(buffer, byteOffset, count), (half) => half << 16);
    default:
      throw new Error(`numbers of the type ${dtype} are not understood`);
  }
}

/** Whole numbers of a tensor, as they are used to point into another. */
export function indicesOf(tensor: StoredTensor): Uint32Array {
  const { dtype } = tensor;
  const { buffer, byteOffset, length } = aligned(tensor);
  const given =
    dtype === 'I64'
      ? Array.from(new BigInt64Array(buffer, byteOffset, length / 8), Number)
      : dtype === 'I32'
        ? new Int32Array(buffer, byteOffset, length / 4)
        : undefined;
  if (given === undefined) throw new Error(`numbers of the type ${dtype} cannot point to rows`);
  if (given.some((one) => one < 0)) throw new Error('a negative number cannot point to a row');
  return Uint32Array.from(given);
}

/** Typed arrays must begin at a multiple of their numbers' size; where the file has it otherwise, the bytes are copied. */
function aligned({ dtype, bytes }: StoredTensor): Uint8Array<ArrayBufferLike> {
  return bytes.byteOffset % (bytesOf.get(dtype) ?? 1) === 0 ? bytes : Uint8Array.from(bytes);
}

function fromHalves(halves: Uint16Array, bits: (half: number) => number): Float32Array {
  const floats = new Float32Array(halves.length);
  const asBits = new Uint32Array(floats.buffer);
  for (let i = 0; i < halves.length; i++) asBits[i] = bits(halves[i] ?? 0);
  return floats;
}

/** The bits of the float that is a half of IEEE 754. */
function halfBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A number too small for a leading one: a float has room for it.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
