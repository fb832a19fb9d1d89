import * as z from 'zod/mini';

/** A tensor as it lies in a file. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Its numbers, little-endian, in the order of rows. */
  readonly bytes: Uint8Array;
}

/** Bytes of a number of each type that models are stored in. */
export const bytesOf: ReadonlyMap<string, number> = new Map([
  ...([
    ['BOOL', 1],
    ['U8', 1],
    ['I8', 1],
    ['U16', 2],
    ['I16', 2],
    ['F16', 2],
    ['BF16', 2],
  ] as const),
  ...([
    ['U32', 4],
    ['I32', 4],
    ['F32', 4],
    ['U64', 8],
    ['I64', 8],
    ['F64', 8],
  ] as const),
]);

/** As the format's own library has it. */
const headerBytes = 100_000_000;

const size = z.int().check(z.nonnegative());
const entry = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).check(z.maxLength(8)),
  data_offsets: z.tuple([size, size]),
});

/**
 * Reads a file of safetensors: eight bytes with the length of the header, the header as JSON, the numbers of all tensors one after
 * the other. Throws an `Error` that says what is wrong, unless each tensor lies in the file, is as long as its shape says,
 * shares no byte with another, and no byte is left over.
 *
 * Source: https://huggingface.co/docs/safetensors, "Format".
 */
export function readSafetensors(file: Uint8Array): ReadonlyMap<string, StoredTensor> {
  if (file.length < 8) throw new Error(`it has ${file.length} bytes, and a header begins with 8`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > headerBytes || Number(length) > file.length - 8)
    throw new Error(`its header is said to have ${length} bytes, and the file has ${file.length}`);
  const start = 8 + Number(length);
  const data = file.subarray(start);
  const tensors = new Map<string, StoredTensor>();
  const ranges: { readonly name: string; readonly from: number; readonly to: number }[] = [];
  for (const [name, value] of Object.entries(parseHeader(file.subarray(8, start)))) {
    if (name === '__metadata__') continue;
    const { success, data: tensor, error } = z.safeParse(entry, value);
    if (!success) throw new Error(`its tensor ${JSON.stringify(name)}: ${z.prettifyError(error)}`);
    const { dtype, shape } = tensor;
    const [from, to] = tensor.data_offsets;
    const expected = shape.reduce((product, one) => product * one, bytesOf.get(dtype) ?? NaN);
    if (Number.isNaN(expected))
      throw new Error(`its tensor ${JSON.stringify(name)} has numbers of the type ${dtype}`);
    if (to > data.length || to - from !== expected)
      throw new Error(
        `its tensor ${JSON.stringify(name)} lies at ${from} to ${to} of ${data.length} bytes, and ${dtype} [${shape.join(', ')}] has ${expected}`,
      );
    ranges.push({ name, from, to });
    tensors.set(name, { dtype, shape, bytes: data.subarray(from, to) });
  }
  checkCovered(ranges, data.length);
  return tensors;
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error('its header is no JSON', { cause });
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw new Error('its header is no object');
  return header;
}

function checkCovered(
  ranges: { readonly name: string; readonly from: number; readonly to: number }[],
  length: number,
): void {
  let end = 0;
  for (const { name, from, to } of ranges.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      throw new Error(
        `its tensor ${JSON.stringify(name)} begins at ${from}, and the one before it ends at ${end}`,
      );
    end = to;
  }
  if (end !== length)
    throw new Error(`its tensors end at ${end}, and ${length} bytes follow the header`);
}
