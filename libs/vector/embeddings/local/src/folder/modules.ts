import * as z from 'zod/mini';
import type { ModelFolder } from './model-folder.ts';

/** A step from text to vector, as sentence-transformers has it in `modules.json`. */
export interface Module {
  /** The last part of its name: `Pooling`. */
  readonly type: string;
  /** Its folder within the model's, empty for the model's own. */
  readonly path: string;
}

// A name of a folder within the model's: what was downloaded does not say where else to read.
const path = z.string().check(z.regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\:]*$/));
const shape = z.array(z.looseObject({ type: z.string(), path }));

/** The steps of a model in their order; `undefined` where the folder does not name them. */
export async function readModules(folder: ModelFolder): Promise<Module[] | undefined> {
  const modules = await folder.json('modules.json', shape);
  return modules?.map(({ type, path }) => ({
    type: type.split('.').at(-1) ?? type,
    path: path === '.' ? '' : path,
  }));
}
