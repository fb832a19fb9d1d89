import type { Baseline } from '@h-j-petroleum/standards-engine';
import {
  configFile,
  defaultBaselineFile,
  parseBaseline,
  parseConfigInput,
  tolerantJson,
} from '@h-j-petroleum/standards-engine';
import { fileAt } from './git.ts';

/**
 * The baseline as it was at a commit, under the name that the configuration of that commit gave it: a change that renames
 * the file would otherwise adopt a new one, and with it its own findings. Undefined where there was none.
 *
 * @param file its name today, for a baseline older than the configuration that names it
 * @throws StandardsError GIT_FAILED, BASELINE_UNREADABLE
 */
export async function baselineAt(
  root: string,
  commit: string,
  file: string,
): Promise<Baseline | undefined> {
  const named = baselineNamedIn(await fileAt(root, commit, configFile));
  for (const name of new Set([named ?? defaultBaselineFile, file])) {
    const text = await fileAt(root, commit, name);
    if (text !== undefined) return parseBaseline(text, `${name} at ${commit.slice(0, 12)}`);
  }
  return undefined;
}

function baselineNamedIn(config: string | undefined): string | undefined {
  try {
    return config === undefined ? undefined : parseConfigInput(tolerantJson(config)).baseline;
  } catch {
    // A configuration that is not valid any more says nothing.
    return undefined;
  }
}
