import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A tensor to be written. */
export interface TensorToWrite {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export const float32 = (shape: readonly number[], numbers: readonly number[]): TensorToWrite => ({
  dtype: 'F32',
  shape,
  bytes: new Uint8Array(Float32Array.from(numbers).buffer),
});

/** A file of safetensors with these tensors, one after the other. */
export function safetensors(tensors: Readonly<Record<string, TensorToWrite>>): Uint8Array {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  return safetensorsOf(header, ...Object.values(tensors).map(({ bytes }) => bytes));
}

/** A file with this header, right or wrong. @param header JSON, or a text that stands where it should */
export function safetensorsOf(header: unknown, ...parts: readonly Uint8Array[]): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...parts]);
}

/** A tokenizer of words in lower case, with pieces of them after `##`, as BERT has it. The tokens' ids are their places. */
export function wordPieces(tokens: readonly string[]) {
  const special = tokens.flatMap((content, id) =>
    /^\[.*\]$/.test(content)
      ? [
          {
            id,
            content,
            single_word: false,
            lstrip: false,
            rstrip: false,
            normalized: false,
            special: true,
          },
        ]
      : [],
  );
  const around = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
  const idOf = (token: string) => ({ id: token, ids: [tokens.indexOf(token)], tokens: [token] });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special,
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: tokens.includes('[CLS]')
      ? {
          type: 'TemplateProcessing',
          single: [around('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, around('[SEP]')],
          pair: [],
          special_tokens: { '[CLS]': idOf('[CLS]'), '[SEP]': idOf('[SEP]') },
        }
      : null,
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  };
}

/** A new folder with these files, in folders of their own where their names say so; what is no bytes and no text is written as JSON. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vector-model-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(
      join(folder, name),
      typeof content === 'string' || content instanceof Uint8Array
        ? content
        : JSON.stringify(content),
    );
  }
  return folder;
}
