// Writes models in ONNX's format, https://onnx.ai/onnx/repo-docs/IR.html; fields by their numbers in onnx.proto.

/** A message of protocol buffers: fields by number, a list where one comes several times. */
type Message = Readonly<Record<number, Field | readonly Field[]>>;
type Field = number | string | Uint8Array | { readonly message: Message };

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function encode(message: Message): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [number, fields] of Object.entries(message))
    for (const field of Array.isArray(fields) ? fields : [fields]) {
      const isNumber = typeof field === 'number';
      const tag = varint(Number(number) * 8 + (isNumber ? 0 : 2));
      if (isNumber) {
        parts.push(Uint8Array.from([...tag, ...varint(field)]));
        continue;
      }
      const bytes =
        typeof field === 'string'
          ? new TextEncoder().encode(field)
          : field instanceof Uint8Array
            ? field
            : encode(field.message);
      parts.push(Uint8Array.from([...tag, ...varint(bytes.length)]), bytes);
    }
  return Buffer.concat(parts);
}

const [float, int64] = [1, 7];
const numbers = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const tensor = (name: string, dims: readonly number[], values: readonly number[]): Field => ({
  message: { 1: dims, 2: float, 8: name, 9: numbers(values) },
});
const axes = (name: string, axis: number): Field => ({
  message: { 1: [1], 2: int64, 8: name, 9: new Uint8Array(BigInt64Array.of(BigInt(axis)).buffer) },
});
const value = (name: string, type: number, dims: readonly (string | number)[]): Field => {
  const shape = dims.map((dim) => ({ message: typeof dim === 'string' ? { 2: dim } : { 1: dim } }));
  return {
    message: {
      1: name,
      2: { message: { 1: { message: { 1: type, 2: { message: { 1: shape } } } } } },
    },
  };
};
const node = (type: string, inputs: string[], output: string, attribute?: Message): Field => ({
  message: { 1: inputs, 2: output, 4: type, ...(attribute ? { 5: { message: attribute } } : {}) },
});
const integer = (name: string, value: number): Message => ({ 1: name, 3: value, 20: 2 });

/** What a model in ONNX is made of. */
export interface EncoderToWrite {
  readonly dimensions: number;
  /** A row of numbers for each token, which is the model's answer for it. */
  readonly rows: readonly number[];
  /** Whether the table of rows is in a file beside the model. */
  readonly external?: string;
  /** Names of inputs besides input_ids and attention_mask. @default token_type_ids */
  readonly others?: readonly string[];
  /** What the answer is called. @default last_hidden_state */
  readonly output?: string;
  /** Whether the answer is a vector of the whole text: the greatest of its tokens' numbers. */
  readonly isPooled?: boolean;
}

/**
 * An encoder that answers each token with its row; where the attention mask is zero, with 100 more. What else is asked for is added
 * to it, so that a test sees that it was zero.
 */
export function encoder(given: EncoderToWrite): { model: Uint8Array; external: Uint8Array } {
  const { dimensions, rows, isPooled = false, others = ['token_type_ids'] } = given;
  const output = given.output ?? (isPooled ? 'sentence_embedding' : 'last_hidden_state');
  const perToken = ['batch', 'sequence'];
  const table = { 1: [rows.length / dimensions, dimensions], 2: float, 8: 'table' };
  const location = (key: string, text: string): Field => ({ message: { 1: key, 2: text } });
  const nodes = [
    node('Gather', ['table', 'input_ids'], 'row'),
    node('Cast', ['attention_mask'], 'mask', integer('to', float)),
    node('Sub', ['one', 'mask'], 'off'),
    node('Mul', ['off', 'hundred'], 'more'),
    ...others.flatMap((name, at) => [
      node('Cast', [name], `${name}_float`, integer('to', float)),
      node('Add', [at === 0 ? 'more' : `sum${at - 1}`, `${name}_float`], `sum${at}`),
    ]),
    node('Unsqueeze', [others.length === 0 ? 'more' : `sum${others.length - 1}`, 'last'], 'column'),
    node('Add', ['row', 'column'], 'hidden'),
    isPooled
      ? node('ReduceMax', ['hidden', 'middle'], output, integer('keepdims', 0))
      : node('Identity', ['hidden'], output),
  ];
  const model = encode({
    1: 8,
    7: {
      message: {
        1: nodes,
        2: 'encoder',
        5: [
          given.external === undefined
            ? { message: { ...table, 9: numbers(rows) } }
            : { message: { ...table, 13: location('location', given.external), 14: 1 } },
          tensor('one', [1], [1]),
          tensor('hundred', [1], [100]),
          axes('last', 2),
          axes('middle', 1),
        ],
        11: ['input_ids', 'attention_mask', ...others].map((name) => value(name, int64, perToken)),
        12: value(output, float, isPooled ? ['batch', dimensions] : [...perToken, dimensions]),
      },
    },
    8: { message: { 1: '', 2: 18 } },
  });
  return { model, external: numbers(rows) };
}
