import type { Files, Project } from '@h-j-petroleum/standards-engine';
import { matchesGlob, parseJson } from '@h-j-petroleum/standards-engine';
import * as z from 'zod/mini';
import { changesetFolder, type UnreadableFile } from './changeset.ts';

export const changesetConfig = `${changesetFolder}/config.json`;

const names = z._default(z.array(z.string()), []);
/** What of the settings says which packages are released, and which of them together. */
const schema = z.object({
  ignore: names,
  fixed: z._default(z.array(z.array(z.string())), []),
  privatePackages: z.optional(
    z.union([z.boolean(), z.object({ version: z.optional(z.boolean()) })]),
  ),
});

export interface ReleaseSettings {
  /** Why a package is not released; undefined where it is. */
  unreleased(project: Project): string | undefined;
  /** Whether two packages are always released together, at one version. */
  areTogether(one: string, other: string): boolean;
}

/** The settings of the release tool; undefined where the workspace has none. */
export function readSettings(files: Files): ReleaseSettings | UnreadableFile | undefined {
  const text = files.read(changesetConfig);
  if (text === undefined) return undefined;
  const json = parseJson(text);
  if (!json.ok) return { file: changesetConfig, line: json.line, reason: json.reason };
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) {
    const [field = 'it'] = parsed.error.issues[0]?.path ?? [];
    const reason = `\`${String(field)}\` is not of the form that it must have`;
    return { file: changesetConfig, line: 1, reason };
  }
  const { ignore, fixed, privatePackages } = parsed.data;
  const versioned =
    typeof privatePackages === 'object'
      ? privatePackages.version === true
      : privatePackages === true;
  return {
    unreleased({ name, manifest }) {
      if (name === undefined || typeof manifest?.data['version'] !== 'string') {
        return 'it has no name and version';
      }
      if (Boolean(manifest.data['private']) && !versioned) return 'it is private';
      return ignore.some((glob) => matchesGlob(name, [glob]))
        ? `\`ignore\` of ${changesetConfig} names it`
        : undefined;
    },
    areTogether: (one, other) =>
      one === other || fixed.some((group) => matchesGlob(one, group) && matchesGlob(other, group)),
  };
}
