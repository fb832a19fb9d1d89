import { renderToStaticMarkup } from 'react-dom/server';
import type { Example } from '../examples.ts';

/** The element that a component consists of, as React writes it on a server. */
export interface Root {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @throws Error when the component renders no element */
export function rootOf(example: Example): Root {
  const markup = renderToStaticMarkup(example);
  const [, name, written] = /^<([a-z][\w-]*)((?: [\w:-]+="[^"]*")*)\/?>/.exec(markup) ?? [];
  if (name === undefined || written === undefined) {
    throw new Error(`It renders no element, but ${markup === '' ? 'nothing' : markup}`);
  }
  const attributes = [...written.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, value] as const,
  );
  return { name, attributes: Object.fromEntries(attributes) };
}

export function classesOf({ attributes }: Root): readonly string[] {
  return (attributes['class'] ?? '').split(' ').filter((name) => name !== '');
}
