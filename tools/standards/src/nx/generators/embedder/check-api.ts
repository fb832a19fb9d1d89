import { refusal } from '../../scaffold/refuse.ts';

/** What is known of an API when its package is made. */
export interface Api {
  readonly baseUrl: string;
  readonly model: string;
  readonly dimensions: number;
  readonly tokens: number;
}

/** A model that anybody can serve, by vLLM, llama.cpp or Text Embeddings Inference, so that the first minute needs no contract. */
const servable: Api = {
  baseUrl: 'http://127.0.0.1:8080/v1',
  model: 'BAAI/bge-m3',
  dimensions: 1024,
  tokens: 8192,
};

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Holds to what source code and a README can say as they are. What is not said is as a model on loopback that anybody can serve has it.
 *
 * @throws StandardsError GENERATE_REFUSED, with the form that would do
 */
export function checkApi(given: { readonly [Key in keyof Api]?: Api[Key] | undefined }): Api {
  const { model = servable.model } = given;
  if (!/^[A-Za-z0-9][\w.:/@+-]*$/.test(model)) {
    throw refusal(
      `\`${model}\` is no name of a model: it has letters, digits and \`. _ : / @ + -\`. Write it as the API does, for instance \`text-embedding-3-small\`.`,
    );
  }
  return {
    baseUrl: checkAddress(given.baseUrl ?? servable.baseUrl),
    model,
    dimensions: checkCount('dimensions', given.dimensions ?? servable.dimensions, 65_536),
    tokens: checkCount('tokens', given.tokens ?? servable.tokens, 1_000_000),
  };
}

function checkAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isPlain =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '') &&
    /^[\w.:/[\]~-]+$/.test(url.href);
  if (!isPlain) {
    throw refusal(
      `\`${given}\` is no address of an API: it is http or https, without user, query or fragment. Write it up to and with the version, for instance \`https://api.example.com/v1\`.`,
    );
  }
  if (url.protocol === 'http:' && !loopback.includes(url.hostname)) {
    throw refusal(
      `\`${given}\` would send the key and the texts where others can read them. Write \`${url.href.replace('http:', 'https:')}\`.`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function checkCount(option: 'dimensions' | 'tokens', given: number, most: number): number {
  if (!Number.isSafeInteger(given) || given < 1 || given > most) {
    throw refusal(
      `--${option} is ${given}, and must be a whole number from 1 to ${most}. Take it from the model's own page.`,
    );
  }
  return given;
}
