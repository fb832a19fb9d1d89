import { bun } from './bun.ts';
import { npm } from './npm.ts';
import { pnpm } from './pnpm.ts';
import type { Reader } from './reader.ts';
import { rush } from './rush.ts';
import { single } from './single.ts';
import { yarn } from './yarn.ts';

/** Every reader, in the order in which they are asked whether a root is theirs; the last one takes what is left. */
export const readers: readonly Reader[] = [rush, pnpm, yarn, bun, npm, single];
