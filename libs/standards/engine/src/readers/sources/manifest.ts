import { parseJson } from '../../manifest/json.ts';
import type { RawProject } from '../../workspace/create-workspace.ts';
import type { Files } from '../../workspace/files.ts';
import { joinPath } from '../../workspace/files.ts';
import type { Manifest, ReadProblem } from '../../workspace/workspace.ts';
import { findText } from './text-file.ts';
import { kindOfValue, isObject, ownProperty, stringsOf } from './untrusted.ts';

export interface FoundManifest {
  readonly manifest: Manifest | undefined;
  /** `absent` where there is no such file; `unreadable` has a problem. */
  readonly state: 'read' | 'absent' | 'unreadable';
  readonly problems: readonly ReadProblem[];
}

/** Reads the `package.json` of a folder. A file that stands there and cannot be read is a problem, never absent. */
export function readManifest(files: Files, root: string): FoundManifest {
  const file = joinPath(root, 'package.json');
  const found = readJsonObject(files, file);
  if (found === undefined) return { manifest: undefined, state: 'absent', problems: [] };
  if (!found.ok) {
    const problem = unreadable(file, found.line, found.reason, root);
    return { manifest: undefined, state: 'unreadable', problems: [problem] };
  }
  return { manifest: { file, text: found.text, data: found.data }, state: 'read', problems: [] };
}

/** A project with all that its folder says about it, and what could not be read there. */
export function readProject(
  files: Files,
  root: string,
  found: FoundManifest = readManifest(files, root),
): { readonly project: RawProject; readonly problems: readonly ReadProblem[] } {
  const { manifest } = found;
  const tags = new Set(stringsOf(ownProperty(ownProperty(manifest?.data, 'nx'), 'tags')));
  const problems = [...found.problems];
  const file = joinPath(root, 'project.json');
  const settings = files.kind(file) === 'file' ? readJsonObject(files, file) : undefined;
  if (settings?.ok === true) {
    for (const tag of stringsOf(ownProperty(settings.data, 'tags'))) tags.add(tag);
  } else if (settings) {
    problems.push(unreadable(file, settings.line, settings.reason, root));
  }
  return { project: { root, manifest, tags: [...tags] }, problems };
}

type JsonObject =
  | { readonly ok: true; readonly text: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly line: number; readonly reason: string };

function readJsonObject(files: Files, file: string): JsonObject | undefined {
  const found = findText(files, file);
  if (!found) return undefined;
  if (!found.ok) return { ...found, line: 1 };
  const { text } = found;
  const parsed = parseJson(text);
  // V8 quotes the text with its line ends; the report wants one line.
  if (!parsed.ok) return { ...parsed, reason: parsed.reason.replaceAll(/\s+/g, ' ') };
  if (isObject(parsed.value)) return { ok: true, text, data: parsed.value };
  return { ok: false, line: 1, reason: `it holds ${kindOfValue(parsed.value)}` };
}

function unreadable(file: string, line: number, reason: string, project: string): ReadProblem {
  return {
    code: 'manifest-unreadable',
    file,
    line,
    detail: `${file} cannot be read: ${reason}.`,
    expected: `${file} holds one JSON object.`,
    project,
  };
}
