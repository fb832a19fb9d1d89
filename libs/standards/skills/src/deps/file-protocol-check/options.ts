import * as z from 'zod/mini';
import type { DependencySite } from '@h-j-petroleum/standards-engine';
import { nameGlob } from '../name-glob.ts';

export const options = z.strictObject({
  allow: z._default(z.array(z.string().check(z.minLength(1))), []),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  allow:
    'Dependencies that may come from elsewhere: globs of names (`@acme/*`), or `name@prefix` for those whose range starts so (`*@github:acme/`).',
} as const;

/** Whether an entry of `allow` covers a site. */
export function isAllowed(site: DependencySite, allow: readonly string[]): boolean {
  return allow.some((entry) => {
    const split = entry.indexOf('@', 1);
    const name = split === -1 ? entry : entry.slice(0, split);
    const prefix = split === -1 ? '' : entry.slice(split + 1).toLowerCase();
    return nameGlob(name)(site.name) && site.range.trim().toLowerCase().startsWith(prefix);
  });
}
