import type { Draft, SkillId } from '../contract/skill.ts';

/**
 * What makes a finding the same one tomorrow: skill, file, message and what the message is about, and no line. Findings
 * that are equal in all of it are told apart by their order in the file.
 */
export function fingerprintOf(skill: SkillId, draft: Draft, taken: Set<string>): string {
  // Loaded here, because it costs more than all else at start and a clean run needs no fingerprint.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const identity = draft.identity ?? defaultIdentity(draft);
  for (let ordinal = 0; ; ordinal++) {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([skill, draft.file, draft.message, identity, ordinal]))
      .digest('hex')
      .slice(0, 20);
    if (!taken.has(fingerprint)) {
      taken.add(fingerprint);
      return fingerprint;
    }
  }
}

function defaultIdentity(draft: Draft): string {
  const path = draft.at && 'path' in draft.at ? draft.at.path : [];
  const data = Object.entries(draft.data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([path, data]);
}
