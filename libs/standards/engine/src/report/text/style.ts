import { styleText } from 'node:util';
import type { Look } from '../report.ts';

const styles = {
  heading: 'bold',
  quiet: 'dim',
  bad: 'red',
  doubtful: 'yellow',
  informative: 'cyan',
  good: 'green',
} as const;

/** Named by what they mean, so that a format cannot give one thing two colours. */
export type StyleName = keyof typeof styles;

export type Paint = (style: StyleName, text: string) => string;

/** Paints by the caller's word alone: whether the stream can show colour was decided where the stream is known. */
export function createPaint(look: Look): Paint {
  return look.colour
    ? (style, text) => styleText(styles[style], text, { validateStream: false })
    : (_, text) => text;
}
