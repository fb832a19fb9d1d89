import { VectorError } from '@vector-toolkit/core/embedder';
import { reasonOf } from './model-folder.ts';

/**
 * Loads a package that is an optional peer of this one. Throws `VECTOR_PACKAGE_MISSING`, which says how to install it.
 *
 * @param load imports it; a literal import, so that bundlers see it
 * @param version that this package is tested with
 */
export async function loadPackage<Module>(
  name: string,
  version: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const reason = reasonOf(cause);
    // The same code says that a package which this one needs is missing.
    const isMissing =
      cause instanceof Error && 'code' in cause && cause.code === notFound && reason.includes(name);
    throw new VectorError(
      'VECTOR_PACKAGE_MISSING',
      isMissing
        ? `${purpose} needs the package ${name}, which is not installed: npm install ${name}@${version}`
        : `${purpose} needs the package ${name}, which cannot be loaded: ${reason}`,
      { cause },
    );
  }
}

const notFound = 'ERR_MODULE_NOT_FOUND';
