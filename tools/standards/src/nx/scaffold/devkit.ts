import { StandardsError } from '@h-j-petroleum/standards-engine';

/**
 * What Nx gives to generators. It is an optional peer: an Nx workspace need not have it, and all but the generators do without.
 *
 * @throws StandardsError DEPENDENCY_MISSING, with what to type
 */
export async function loadDevkit(): Promise<typeof import('@nx/devkit')> {
  try {
    return await import('@nx/devkit');
  } catch (error) {
    if (Object(error).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StandardsError(
      'DEPENDENCY_MISSING',
      'Cannot import `@nx/devkit`, which generators write with. Install it in the version of `nx`: npx nx add @nx/devkit',
      { cause: error },
    );
  }
}
