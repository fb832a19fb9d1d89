import { z } from 'zod';
import { locale } from '../values/locale.ts';

// Words of the press.
//   press    processes that make documents, and the queue before them
//   worker   one such process, with one warm compiler; makes one document at a time
//   task     a document or a picture of one of its pages, to be made

const order = z.object({
  template: z.string(),
  data: z.unknown(),
  locale,
  missingGlyphs: z.enum(['refuse', 'name']).optional(),
});

/** What a worker is told to make. */
export const task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), order }),
  /** A PNG of one page, `width` pixels wide; pages count from 1. */
  z.object({ kind: z.literal('preview'), order, page: z.int(), width: z.int() }),
]);
export type Task = z.infer<typeof task>;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const issues = z.array(z.object({ path: z.string(), message: z.string() }));

/** What a worker says. `memory` is its resident memory in bytes afterwards. */
export const reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('made'), bytes, pages: z.int(), memory: z.number() }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum([
      'template-unknown',
      'data-invalid',
      'glyphs-missing',
      'layout-failed',
      'document-too-large',
      'page-unknown',
    ]),
    message: z.string(),
    issues,
  }),
  /** A fault that nobody foresaw: the worker is replaced. */
  z.object({ kind: z.literal('broken'), message: z.string() }),
]);
export type Reply = z.infer<typeof reply>;

/** What a worker is started with, as its only argument. */
export const workerSettings = z.object({ pages: z.int(), bytes: z.int() });

export interface Made {
  readonly bytes: Uint8Array;
  readonly pages: number;
}
