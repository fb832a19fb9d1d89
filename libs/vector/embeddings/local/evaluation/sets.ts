// Four small sets, written for this project: texts and judgements by one author, before the embedder was tuned. They tell one
// version of the embedder from another; figures on them are not comparable with figures on public sets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logLines } from './log-lines.ts';

const rows = (file: string): string[][] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));

/** Pairs of sentences, and how alike they are in meaning, from 0 to 5. */
export const similarity = rows('similarity.tsv').map(([score = '', a = '', b = '']) => ({
  score: Number(score),
  a,
  b,
}));

/** Texts, and the group that each belongs to: each text searches the others of its group. */
export interface Grouped {
  readonly group: string;
  readonly text: string;
}

/** What people say to an assistant, by what they want. */
export const intents: readonly Grouped[] = rows('intents.tsv').map(([group = '', text = '']) => ({
  group,
  text,
}));

/** Log lines, by the statement that wrote them. */
export const logs: readonly Grouped[] = logLines();

/** Titles, and the abstract that each belongs to. */
export const passages = rows('passages.tsv').map(([title = '', abstract = '']) => ({
  title,
  abstract,
}));
