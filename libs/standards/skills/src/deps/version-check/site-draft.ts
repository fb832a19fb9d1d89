import type { DependencySite, Draft } from '@h-j-petroleum/standards-engine';
import type { MessageId, messages } from './messages.ts';

/** A finding at a site. With a `range` it can be fixed by writing that range there. */
export function siteDraft(
  message: MessageId,
  site: DependencySite,
  told: {
    readonly expected: string;
    readonly range?: string | undefined;
    readonly data?: Readonly<Record<string, string>>;
  },
): Draft<typeof messages> {
  const { project, file, path, field, name } = site;
  return {
    message,
    project,
    data: {
      field,
      name,
      written: site.range,
      ...told.data,
      ...(told.range === undefined ? {} : { range: told.range }),
    },
    file,
    at: { path },
    expected: told.expected,
    actual: site.range,
    fixable: told.range !== undefined,
    // Not what the others have: the finding stays the same when they move on.
    identity: JSON.stringify([path, site.range]),
  };
}
