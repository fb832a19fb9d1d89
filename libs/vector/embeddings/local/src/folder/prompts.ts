import * as z from 'zod/mini';
import type { ModelFolder } from './model-folder.ts';

/** What a model wants in front of a text, by what the text is for. */
export interface Prompts {
  readonly query: string;
  readonly document: string;
}

const shape = z.looseObject({
  prompts: z.nullish(z.record(z.string(), z.nullish(z.string()))),
  default_prompt_name: z.nullish(z.string()),
});

/** The prompts of `config_sentence_transformers.json`; a model whose folder names none wants none. */
export async function readPrompts(folder: ModelFolder): Promise<Prompts> {
  const config = await folder.json('config_sentence_transformers.json', shape);
  const prompts = new Map(Object.entries(config?.prompts ?? {}));
  const named = (...names: readonly string[]): string => {
    for (const name of [...names, config?.default_prompt_name ?? '']) {
      const prompt = prompts.get(name);
      if (prompt !== undefined && prompt !== null) return prompt;
    }
    return '';
  };
  return { query: named('query'), document: named('document', 'passage', 'corpus') };
}
