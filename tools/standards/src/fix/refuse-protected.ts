import type { Config } from '@h-j-petroleum/standards-engine';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import picomatch from 'picomatch';

/**
 * Refuses to write where a person must look first.
 *
 * @param target the branch that would be written to; undefined outside git and on no branch
 * @throws StandardsError FIX_REFUSED
 */
export function refuseProtected(target: string | undefined, config: Config, ci: boolean): void {
  if (ci) {
    throw new StandardsError(
      'FIX_REFUSED',
      'A fix is not applied in CI. Use --patch FILE there, and apply the patch where a person sees it.',
    );
  }
  if (target !== undefined && picomatch([...config.protectedBranches])(target)) {
    throw new StandardsError(
      'FIX_REFUSED',
      `\`${target}\` is a protected branch (protectedBranches in standards.config.json), and a fix is not written there. Use --branch NAME, or --patch FILE.`,
    );
  }
}
