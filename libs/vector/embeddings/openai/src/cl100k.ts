import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';

/** Tokens of a text as OpenAI's embedding models count them. Loads the two megabytes of their vocabulary with this module. */
export function countCl100k(text: string): number {
  // A text can hold what looks like a control token; to an embedding it is text.
  return text === '' ? 0 : countTokens(text, { disallowedSpecial: new Set() });
}
