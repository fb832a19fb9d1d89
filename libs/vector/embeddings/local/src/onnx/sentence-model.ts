import * as z from 'zod/mini';
import type { ModelFolder } from '../folder/model-folder.ts';
import { badModel } from '../folder/model-folder.ts';
import type { Module } from '../folder/modules.ts';
import { readModules } from '../folder/modules.ts';
import type { Pooling } from './pool.ts';

/** What sentence-transformers writes beside a model: how its tokens' vectors become one. */
export interface SentenceModel {
  readonly pooling: Pooling;
  /** Whether vectors are brought to length one. */
  readonly normalized: boolean;
  /** Tokens of a text at most, with those that the model has around it. */
  readonly maxTokens: number;
  readonly isLowerCase: boolean;
  /** Whether a prompt's tokens are part of what is pooled. */
  readonly poolsPrompt: boolean;
  /** Where the tokenizer lies in the folder: empty, or a name with `/`. */
  readonly place: string;
}

const poolingConfig = z.looseObject({
  pooling_mode: z.optional(z.string()),
  pooling_mode_cls_token: z.optional(z.boolean()),
  pooling_mode_mean_tokens: z.optional(z.boolean()),
  pooling_mode_max_tokens: z.optional(z.boolean()),
  pooling_mode_mean_sqrt_len_tokens: z.optional(z.boolean()),
  pooling_mode_weightedmean_tokens: z.optional(z.boolean()),
  pooling_mode_lasttoken: z.optional(z.boolean()),
  include_prompt: z.optional(z.boolean()),
});
const transformerConfig = z.looseObject({
  max_seq_length: z.nullish(z.int().check(z.positive())),
  do_lower_case: z.nullish(z.boolean()),
});
// A tokenizer without a limit says 1e30.
const tokenizerConfig = z.looseObject({ model_max_length: z.nullish(z.number()) });
const modelConfig = z.looseObject({ max_position_embeddings: z.nullish(z.number()) });

const poolings: Readonly<Record<string, Pooling>> = {
  mean: 'mean',
  mean_tokens: 'mean',
  cls: 'cls',
  cls_token: 'cls',
  max: 'max',
  max_tokens: 'max',
  lasttoken: 'last',
};

/** Reads them. A folder that names no steps is a transformer whose tokens' mean is taken, as sentence-transformers has it. */
export async function readSentenceModel(folder: ModelFolder): Promise<SentenceModel> {
  const modules = (await readModules(folder)) ?? [
    { type: 'Transformer', path: '' },
    { type: 'Pooling', path: '1_Pooling' },
  ];
  checkSteps(folder, modules);
  const pathOf = (type: string): string => {
    const path = modules.find((one) => one.type === type)?.path ?? '';
    return path === '' ? '' : `${path}/`;
  };
  const place = pathOf('Transformer');
  const poolingFile = `${pathOf('Pooling')}config.json`;
  const pooled = modules.some(({ type }) => type === 'Pooling')
    ? await folder.json(poolingFile, poolingConfig)
    : undefined;
  const transformer = await folder.json(`${place}sentence_bert_config.json`, transformerConfig);
  const tokenizer = await folder.json(`${place}tokenizer_config.json`, tokenizerConfig);
  const model = await folder.json(`${place}config.json`, modelConfig);
  const limits = [
    transformer?.max_seq_length,
    transformer?.max_seq_length === undefined ? tokenizer?.model_max_length : undefined,
    model?.max_position_embeddings,
  ].filter((limit) => typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0);
  return {
    pooling: pooled === undefined ? 'mean' : poolingOf(folder.file(poolingFile), pooled),
    normalized: modules.some(({ type }) => type === 'Normalize'),
    maxTokens: Math.min(...limits.map(Number), limits.length === 0 ? 512 : Infinity),
    isLowerCase: transformer?.do_lower_case ?? false,
    poolsPrompt: pooled?.include_prompt ?? true,
    place,
  };
}

/** A step that was left out would make vectors of another space, and nobody would see it. */
function checkSteps(folder: ModelFolder, modules: readonly Module[]): void {
  const other = modules.find(({ type }) => !['Transformer', 'Pooling', 'Normalize'].includes(type));
  if (other !== undefined)
    throw badModel(
      folder.file('modules.json'),
      `its step "${other.type}" is not known here, but Transformer, Pooling and Normalize`,
    );
}

function poolingOf(file: string, config: z.infer<typeof poolingConfig>): Pooling {
  const named = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith('pooling_mode_') && value === true ? [key.slice('pooling_mode_'.length)] : [],
  );
  const modes = config.pooling_mode === undefined ? named : [config.pooling_mode];
  const pooling = poolings[modes[0] ?? ''];
  if (modes.length !== 1 || pooling === undefined)
    throw badModel(
      file,
      `it pools by ${modes.join(' and ') || 'nothing'}; one of mean, cls, max and lasttoken is known here`,
    );
  return pooling;
}
