import type { CheckContext } from '@h-j-petroleum/standards-engine';
import type { ManifestMessages } from './messages.ts';
import type { ManifestCheckOptions } from './options.ts';
import type { PackageView } from './package/package-view.ts';

export interface RuleContext extends CheckContext<ManifestMessages, ManifestCheckOptions> {
  readonly view: PackageView;
}

/** One rule of the standard; it looks at its own option first. */
export type Rule = (context: RuleContext) => void | Promise<void>;

/** A path into a manifest as people write it: `exports["."].types`. */
export function asField(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return at === 0 ? part : `.${part}`;
    })
    .join('');
}
