import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encoder,
  float32,
  safetensors,
  wordPieces,
} from '@vector-toolkit/embeddings-sample-models';
import { startFakeProvider } from '@vector-toolkit/embeddings-fake';
import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from './main.ts';

let url = '';
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'vector-cli-'));
const before = process.cwd();

beforeAll(async () => {
  ({ url, close } = await startEmbeddedDatabase());
  process.chdir(folder);
  mkdirSync('docs/node_modules', { recursive: true });
  writeFileSync(
    'docs/pump.md',
    '# Pumps\n\nThe pump stops when the pressure is too low.\n\n# Valves\n\nA valve opens by itself.\n',
  );
  writeFileSync('docs/code.ts', 'export function closeValve(): void {}\n');
  writeFileSync('docs/node_modules/other.md', 'Not ours.');
  writeFileSync('docs/picture.png', 'no text');
  writeFileSync(
    'errors.jsonl',
    [
      {
        id: 'e1',
        text: 'connection to the database refused',
        metadata: { service: 'api', year: 2025 },
      },
      { id: 'e2', text: 'disk is full', metadata: { service: 'store', year: 2026 } },
      { id: 3, text: 'payment declined by the bank', metadata: { service: 'api', year: 2026 } },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  writeFileSync(
    'labels.jsonl',
    '{"query":"cannot reach postgres database","relevant":["e1"]}\n{"query":"no space left on drive","relevant":["e2"]}\n',
  );
  const tokens = ['[PAD]', '[UNK]', 'disk', 'bank', 'database', 'payment'];
  const numbers = [0, 0, 0, 0, 1, 0, 0, 1, -1, 0, 0, 1];
  mkdirSync('models/small', { recursive: true });
  writeFileSync('models/small/tokenizer.json', JSON.stringify(wordPieces(tokens)));
  writeFileSync(
    'models/small/model.safetensors',
    safetensors({ embeddings: float32([6, 2], numbers) }),
  );
  writeFileSync('models/small/model.onnx', encoder({ dimensions: 2, rows: numbers }).model);
});
afterAll(async () => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
  await close();
});

async function vectorCommand(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await main(['--database-url', url, ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isTerminal: false,
  });
  return { code, out, err };
}

describe('vector', () => {
  it('ingests folders by the kind of each file, and what changed alone the next time', async () => {
    const first = await vectorCommand('ingest', 'docs', '-c', 'handbook');
    expect(first).toEqual({
      code: 0,
      err: '',
      out: 'handbook (vector-toolkit/local-words@1): 2 documents, 3 records: 3 new, 0 changed, 0 unchanged, 0 removed; 3 records in it.\n',
    });
    writeFileSync('docs/pump.md', '# Pumps\n\nThe pump stops when the pressure is too low.\n');
    const again = await vectorCommand('--json', 'ingest', 'docs', '-c', 'handbook');
    expect(JSON.parse(again.out)).toMatchObject({
      unchanged: 2,
      embedded: 0,
      removed: 1,
      inCollection: 2,
    });
  });

  it('searches by meaning, and says by which plan', async () => {
    const { out } = await vectorCommand(
      'search',
      'why did the pump fail',
      '-c',
      'handbook',
      '-n',
      '1',
    );
    expect(out.split('\n')).toEqual([
      'score  id              text',
      expect.stringMatching(
        /^0\.\d{3} {2}docs\/pump\.md#0 {2}# Pumps The pump stops when the pressure is too low\.$/,
      ),
      '1 found; plan exact, exact: the collection has no index on its vectors'.replace(
        'exact:',
        'exact, 2 examined:',
      ),
      '',
    ]);
  });

  it('ingests JSON lines, and filters by metadata', async () => {
    await vectorCommand('ingest', 'errors.jsonl', '-c', 'errors', '--filter-key', 'service');
    const { out } = await vectorCommand(
      ...['--json', 'search', 'postgres is gone', '-c', 'errors', '-w', 'service=api'],
      ...['--filter', '{"op":"range","key":"year","gte":2026}'],
    );
    const found = JSON.parse(out) as { hits: { id: string }[]; exhausted: boolean };
    expect([found.hits.map(({ id }) => id), found.exhausted]).toEqual([['3'], true]);
  });

  it('ingests the rows of a query', async () => {
    const { out } = await vectorCommand(
      ...['ingest', '-c', 'rows', '--sql'],
      "select n as id, 'row number ' || n as text, n % 2 = 0 as even, null as nothing from generate_series(1, 1200) n",
    );
    expect(out).toContain('1200 documents, 1200 records: 1200 new');
    const even = await vectorCommand(
      '--json',
      'search',
      'row',
      '-c',
      'rows',
      '-w',
      'even=true',
      '-n',
      '700',
    );
    expect((JSON.parse(even.out) as { hits: unknown[] }).hits).toHaveLength(600);
  });

  it('measures searches on labelled queries', async () => {
    const { out } = await vectorCommand(
      '--json',
      'evaluate',
      'labels.jsonl',
      '-c',
      'errors',
      '-n',
      '2',
    );
    expect(JSON.parse(out)).toMatchObject({
      queries: 2,
      results: { dense: { recall: 1, mrr: 1, ndcg: 1 }, hybrid: { recall: 1, mrr: 1 } },
    });
  });

  it.each(['static', 'onnx'])('embeds by a model of a folder: %s', async (kind) => {
    const model = ['-c', `${kind}-errors`, '-e', `${kind}:models/small`];
    const { code, out } = await vectorCommand('ingest', 'errors.jsonl', ...model);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(`^${kind}-errors \\(${kind}/[0-9a-f]{16}\\): 3 documents, 3 records: 3 new`),
      ),
    ]);
    const found = await vectorCommand('--json', 'search', 'the bank', ...model, '-n', '1');
    expect(JSON.parse(found.out)).toMatchObject({ hits: [{ id: '3' }] });
  });

  it('embeds a collection anew, and refuses the old model afterwards', async () => {
    const { out } = await vectorCommand('re-embed', '-c', 'errors', '-e', 'hash');
    expect(out).toBe(
      'errors: 3 records embedded anew, from vector-toolkit/local-words@1 to vector-toolkit/local-hash@1.\n',
    );
    const refused = await vectorCommand('search', 'disk', '-c', 'errors');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('holds vectors of vector-toolkit/local-hash@1');
    const found = await vectorCommand(
      '--json',
      'search',
      'disk',
      '-c',
      'errors',
      '-e',
      'hash',
      '-n',
      '1',
    );
    expect(JSON.parse(found.out)).toMatchObject({ hits: [{ id: 'e2' }] });
  });

  it('shows what there is', async () => {
    const { out } = await vectorCommand('--json', 'inspect');
    expect(JSON.parse(out)).toMatchObject([
      {
        name: 'errors',
        records: 3,
        space: { model: 'vector-toolkit/local-hash@1' },
        filterKeys: ['service'],
      },
      { name: 'handbook', records: 2 },
      { name: 'onnx-errors', records: 3, space: { dimensions: 2 } },
      { name: 'rows', records: 1200 },
      { name: 'static-errors', records: 3, space: { dimensions: 2 } },
    ]);
    const missing = await vectorCommand('inspect', 'nothing');
    expect([missing.code, missing.err]).toEqual([
      1,
      'error: There is no collection "nothing". There are: errors, handbook, onnx-errors, rows, static-errors.\n',
    ]);
  });

  it.each([
    [['ingest', '-c', 'x'], 'Nothing to ingest'],
    [['ingest', 'nowhere', '-c', 'x'], 'There is no file or folder nowhere.'],
    [['ingest', 'nowhere.jsonl', '-c', 'x'], 'There is no file nowhere.jsonl.'],
    [['ingest', 'labels.jsonl', '-c', 'x'], 'A line looks like {"id": "a", "text": "…"'],
    [['ingest', 'docs', '-c', 'x', '--max-tokens', '9', '--overlap', '9'], 'must be less than'],
    [
      ['re-embed', '-c', 'rows', '-e', 'local'],
      'is embedded with vector-toolkit/local-words@1 already',
    ],
    [['search', 'a', '-c', 'rows', '--min-score', 'high'], 'It must be a number.'],
    [['search', 'a', '-c', 'rows', '--rerank', 'magic'], '"magic" is no reranker.'],
    [['evaluate', 'nowhere.jsonl', '-c', 'rows'], 'There is no file nowhere.jsonl.'],
    [['ingest', 'docs', '-c', 'Bad Name'], 'Collection "Bad Name" cannot be made'],
    [['ingest', 'docs', '-c', 'x', '-e', 'magic'], '"magic" is no embedder. There are: local'],
    [['search', 'a', '-c', 'x', '-e', 'static:nowhere'], 'There is no folder nowhere.'],
    [
      ['search', 'a', '-c', 'x', '-e', 'onnx:docs'],
      'docs holds neither onnx/model.onnx nor model.onnx.',
    ],
    [['ingest', 'docs/pump.md', '-c', 'x', '--chunk', 'letters'], 'Allowed choices are'],
    [
      ['ingest', '-c', 'x', '--sql', 'delete from vector.collections'],
      'The server refuses the query',
    ],
    [['ingest', '-c', 'x', '--sql', 'select 1 as id'], 'must give the columns id and text'],
    [['evaluate', 'docs/code.ts', '-c', 'x'], 'docs/code.ts:1 is no JSON'],
    [['evaluate', 'errors.jsonl', '-c', 'x'], 'errors.jsonl:1 is not as expected'],
    [['search', 'a', '-c', 'rows', '-w', 'even'], '--where even is not key=value.'],
    [['search', 'a', '-c', 'rows', '--filter', '{"op":"like"}'], 'Not a filter'],
    [['search', 'a', '-c', 'rows', '-n', '0'], 'It must be a whole number from 1 on.'],
    [['serch'], 'Did you mean search?'],
  ])('says what is wrong with: vector %j', async (args, message) => {
    const { code, err } = await vectorCommand(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('makes no collection of a name that was mistyped', async () => {
    for (const args of [
      ['search', 'a', '-c', 'errrors'],
      ['evaluate', 'labels.jsonl', '-c', 'errrors'],
      ['re-embed', '-c', 'errrors', '-e', 'hash'],
    ])
      expect(await vectorCommand(...args)).toEqual({
        code: 1,
        out: '',
        err: expect.stringMatching(
          /^error: There is no collection "errrors"\. There are: errors, handbook, /,
        ),
      });
  });

  it('leaves out what is null, and says that a key has no index', async () => {
    writeFileSync('nulls.jsonl', '{"id":"n","text":"a text","metadata":{"a":null,"b":1}}\n');
    const first = await vectorCommand('ingest', 'nulls.jsonl', '-c', 'nulls');
    expect([first.code, first.err]).toEqual([0, '']);
    const { out } = await vectorCommand('--json', 'search', 'text', '-c', 'nulls');
    expect(JSON.parse(out)).toMatchObject({ hits: [{ id: 'n', metadata: { b: 1 } }] });
    const again = await vectorCommand('ingest', 'nulls.jsonl', '-c', 'nulls', '--filter-key', 'b');
    expect([again.code, again.err]).toEqual([
      0,
      'Collection "nulls" was made without an index on b: filtering by it works, and reads every record.\n',
    ]);
  });

  it('orders hits anew by a server with a rerank API', async () => {
    const provider = await startFakeProvider();
    vi.stubEnv('RERANK_API_KEY', 'test-key');
    const by = ['--rerank', `m@${provider.url}/v1`];
    const { out } = await vectorCommand(
      ...['--json', 'search', 'row number 7', '-c', 'rows', '-n', '3', ...by],
    );
    const { hits } = JSON.parse(out) as { hits: { id: string }[] };
    expect([hits[0]?.id, hits.length]).toEqual(['7', 3]);
    expect(provider.requests.at(-1)?.body).toMatchObject({ query: 'row number 7', top_n: 50 });
    const measured = await vectorCommand('evaluate', 'labels.jsonl', '-c', 'rows', ...by);
    expect(measured.out).toMatch(/^dense, reranked .*\n(?:.*\n)*hybrid, reranked /m);
    vi.unstubAllEnvs();
    await provider.close();
  });

  it('explains every command', async () => {
    for (const command of ['ingest', 'search', 'inspect', 're-embed', 'evaluate']) {
      const { code, out } = await vectorCommand(command, '--help');
      expect([code, out]).toEqual([0, expect.stringContaining(`Usage: vector ${command}`)]);
    }
  });
});
