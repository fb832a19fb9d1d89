import type { Waiver, WaiversInUse } from '@h-j-petroleum/standards-engine';
import {
  addedWaivers,
  configFile,
  parseConfigInput,
  tolerantJson,
} from '@h-j-petroleum/standards-engine';
import type { Session } from './session.ts';

/** The waivers of a session, for a run that compares nothing; undefined where the configuration has none. */
export function waiversOf({
  config,
  today,
}: Pick<Session, 'config' | 'today'>): WaiversInUse | undefined {
  return config.waivers.length === 0 ? undefined : { entries: config.waivers, added: [], today };
}

/**
 * The waivers that a change adds or renews itself.
 *
 * @param commit where its history left the line that it goes into
 * @throws StandardsError GIT_FAILED
 */
export async function waiversAddedSince(
  { root, config, today }: Pick<Session, 'root' | 'config' | 'today'>,
  commit: string,
): Promise<readonly Waiver[]> {
  if (config.waivers.length === 0) return [];
  const { fileAt } = await import('./git.ts');
  const before = await fileAt(root, commit, configFile);
  return addedWaivers(config.waivers, before === undefined ? undefined : waiversIn(before), today);
}

/** A configuration that is not valid any more waived nothing. */
function waiversIn(text: string): readonly Waiver[] {
  try {
    return parseConfigInput(tolerantJson(text)).waivers ?? [];
  } catch {
    return [];
  }
}
