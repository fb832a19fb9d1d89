import { basename } from 'node:path/posix';
import { ProviderError, VectorError } from '@vector-toolkit/core/embedder';
import type { InferenceSession } from 'onnxruntime-web';
import { loadPackage } from '../folder/load-package.ts';
import type { ModelFolder } from '../folder/model-folder.ts';
import { badModel, reasonOf } from '../folder/model-folder.ts';

/** A model that is ready to run. */
export interface Session {
  /** What it was read from. */
  readonly sources: readonly Uint8Array[];
  /** Runs the model on texts as ids of tokens, none of them empty. One batch after the other, whoever asks. */
  run(texts: readonly (readonly number[])[]): Promise<Answer>;
}

/** What a model says of a batch. */
export interface Answer {
  /** Of each token; or of each text, where the model pools by itself. */
  readonly values: Float32Array;
  readonly dimensions: number;
  /** Tokens of each text, filled up to the longest; `undefined` where the values are those of texts. */
  readonly length: number | undefined;
}

/** Inputs that can be filled in. */
const known = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'];
/** Outputs in the order in which they are looked for, as the usual exporters name them. */
const wanted = ['last_hidden_state', 'token_embeddings', 'sentence_embedding'];

/** Loads a model into ONNX Runtime. Throws `VECTOR_BAD_MODEL`, and `VECTOR_PACKAGE_MISSING` without `onnxruntime-web`. */
export async function openSession(
  folder: ModelFolder,
  name: string,
  padId: number,
): Promise<Session> {
  const { InferenceSession, Tensor } = await loadPackage(
    'onnxruntime-web',
    '1.30.0',
    'A model in ONNX',
    () => import('onnxruntime-web'),
  );
  const file = folder.file(name);
  const model = await folder.bytes(name);
  const externalData: { path: string; data: Uint8Array }[] = [];
  // Numbers that did not fit into the model's own file; it names them by where they lie beside it.
  for (const beside of [`${name}_data`, `${name}.data`])
    if (await folder.has(beside))
      externalData.push({ path: basename(beside), data: await folder.bytes(beside) });
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(model, {
      executionProviders: ['wasm'],
      // The runtime logs to the process's own output. What it has to say of an error is in the error.
      logSeverityLevel: 4,
      externalData,
    });
  } catch (cause) {
    throw badModel(file, reasonOf(cause), cause);
  }
  const other = session.inputNames.find((input) => !known.includes(input));
  if (other !== undefined || !session.inputNames.includes('input_ids'))
    throw badModel(
      file,
      `it asks for ${session.inputNames.join(', ')}, and only ${known.join(', ')} are known here`,
    );
  const output = wanted.find((one) => session.outputNames.includes(one));
  if (output === undefined)
    throw badModel(
      file,
      `it answers ${session.outputNames.join(', ')}, and only ${wanted.join(', ')} are known here`,
    );

  const runOnce = async (texts: readonly (readonly number[])[]): Promise<Answer> => {
    const length = Math.max(...texts.map((ids) => ids.length));
    const filled = (valueOf: (ids: readonly number[], at: number) => number) => {
      const data = new BigInt64Array(texts.length * length);
      texts.forEach((ids, text) => {
        for (let at = 0; at < length; at++) data[text * length + at] = BigInt(valueOf(ids, at));
      });
      return new Tensor('int64', data, [texts.length, length]);
    };
    const inputs = {
      input_ids: filled((ids, at) => ids[at] ?? padId),
      attention_mask: filled((ids, at) => (at < ids.length ? 1 : 0)),
      token_type_ids: filled(() => 0),
      position_ids: filled((_, at) => at),
    };
    const feeds = Object.entries(inputs).filter(([input]) => session.inputNames.includes(input));
    const answers = await session.run(Object.fromEntries(feeds), [output], { logSeverityLevel: 4 });
    const tensor = answers[output];
    const [count, second = 0, third] = tensor?.dims ?? [];
    const { data } = tensor ?? {};
    if (!(data instanceof Float32Array) || count !== texts.length)
      throw new Error(
        `its ${output} is ${tensor?.type} [${tensor?.dims.join(', ')}] for ${texts.length} texts`,
      );
    return third === undefined
      ? { values: data, dimensions: second, length: undefined }
      : { values: data, dimensions: third, length: second };
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    sources: [model, ...externalData.map(({ data }) => data)],
    run: (texts) => {
      // The runtime has one memory: a run that begins while another is under way may take its place.
      const answer = last
        .then(() => runOnce(texts))
        .catch((cause: unknown) => {
          throw new ProviderError(
            'VECTOR_PROVIDER_ANSWER',
            `${file} failed on ${texts.length} texts: ${reasonOf(cause)}`,
            { retryable: false, cause },
          );
        });
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** Where models lie in a folder. */
export async function modelFileOf(folder: ModelFolder, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  for (const name of ['onnx/model.onnx', 'model.onnx']) if (await folder.has(name)) return name;
  throw new VectorError(
    'VECTOR_BAD_MODEL',
    `${folder.path} holds neither onnx/model.onnx nor model.onnx. Name the model's file with { file }.`,
  );
}
