import * as z from 'zod/mini';

/** Bytes. `initial` are those of `raw` that are loaded at once, and not only by an `import()`. */
const sizes = z.object({ raw: z.int(), initial: z.int(), gzip: z.int(), brotli: z.int() });
export type Sizes = z.output<typeof sizes>;

/** Part of what ships: a package by its name, or a file of the project itself, with its bytes after minification. */
const moduleShare = z.object({ name: z.string(), bytes: z.int() });
export type ModuleShare = z.output<typeof moduleShare>;

const measuredEntry = z.object({
  name: z.string(),
  sizes,
  /** Most bytes first, and by name where they have as many. */
  modules: z.array(moduleShare),
});
export type MeasuredEntry = z.output<typeof measuredEntry>;

/** What a measurement found. */
export const factsSchema = z.object({
  version: z.literal(1),
  /** What bundled it: `esbuild 0.28.2`. */
  bundler: z.string(),
  entries: z.array(z.union([measuredEntry, z.object({ name: z.string(), problem: z.string() })])),
});
export type Facts = z.output<typeof factsSchema>;
