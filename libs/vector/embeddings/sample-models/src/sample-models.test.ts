import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encoder, float32, folderOf, safetensors, wordPieces } from './index.ts';

describe('a folder of a model', () => {
  it('holds files as they were given', () => {
    const folder = folderOf({ 'a.bin': Uint8Array.of(1, 2), 'b.json': { c: 3 }, 'd/e.txt': 'f' });
    const read = (name: string) => readFileSync(join(folder, name));
    expect([...read('a.bin')]).toEqual([1, 2]);
    expect([read('b.json'), read('d/e.txt')].map(String)).toEqual(['{"c":3}', 'f']);
    rmSync(folder, { recursive: true });
  });

  it('has tensors as the format wants them', () => {
    const file = safetensors({ a: float32([1], [1]), b: float32([1], [-2]) });
    const header =
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    expect([...file.subarray(0, 8)]).toEqual([header.length, 0, 0, 0, 0, 0, 0, 0]);
    expect(new TextDecoder().decode(file.subarray(8, 8 + header.length))).toBe(header);
    expect([...file.subarray(8 + header.length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('has a model as protocol buffers have messages', () => {
    const { model, external } = encoder({ dimensions: 1, rows: [1, 2] });
    // Field 1, the version of the format: 8. Field 7, the graph, some hundred bytes long.
    expect([...model.subarray(0, 3)]).toEqual([0x08, 8, 0x3a]);
    // Field 8, the version of the operators: none of a domain's own, 18.
    expect([...model.subarray(-6)]).toEqual([0x42, 4, 0x0a, 0, 0x10, 18]);
    expect([...external]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
  });

  it('has a tokenizer with the places of its tokens as their ids', () => {
    expect(wordPieces(['[UNK]', 'disk'])).toMatchObject({
      added_tokens: [{ id: 0, content: '[UNK]', special: true }],
      post_processor: null,
      model: { type: 'WordPiece', vocab: { '[UNK]': 0, disk: 1 } },
    });
  });
});
