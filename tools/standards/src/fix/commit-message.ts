import type { Finding, Waiver } from '@h-j-petroleum/standards-engine';
import type { AppliedFix, ModeStep } from './applied-fix.ts';

/** What a commit of a fix, of waivers, or of modes that follow from evidence, says. */
export function commitMessage({ fixed, modes, waived }: AppliedFix): string {
  if (waived !== undefined) return waivedMessage(waived);
  return modes === undefined ? fixMessage(fixed) : modesMessage(modes);
}

/** A subject, what was mended, and trailers that name skills and findings for whoever asks git for them. */
function fixMessage(fixed: readonly Finding[]): string {
  const skills = [...new Set(fixed.map((finding) => finding.skill))].sort();
  const count = fixed.length === 1 ? '1 finding' : `${fixed.length} findings`;
  const lines = fixed.map((finding) => `- ${finding.file}: ${finding.message}`);
  const trailers = [
    ...skills.map((skill) => `Standards-Skill: ${skill}`),
    ...fixed.map((finding) => `Standards-Finding: ${finding.fingerprint}`),
  ];
  return `fix(standards): ${skills.join(', ')}: ${count}\n\n${lines.join('\n')}\n\n${trailers.join('\n')}\n`;
}

/** A subject, who answers for what until when, and trailers that name skills and findings. */
function waivedMessage(waived: readonly Waiver[]): string {
  const skills = [...new Set(waived.map(({ skill }) => skill))].sort();
  const lines = waived.map(
    ({ project, owner, until, reason }) => `- ${project}, until ${until}, ${owner}: ${reason}`,
  );
  const trailers = [
    ...skills.map((skill) => `Standards-Skill: ${skill}`),
    ...waived.map(({ fingerprint }) => `Standards-Finding: ${fingerprint}`),
  ];
  return `chore(standards): ${skills.join(', ')}: waived\n\n${lines.join('\n')}\n\n${trailers.join('\n')}\n`;
}

/** A subject, what changed and why, and a trailer for each skill. */
function modesMessage(steps: readonly ModeStep[]): string {
  const skills = [...new Set(steps.map(({ skill }) => skill))].sort();
  const count = steps.length === 1 ? '1 mode' : `${steps.length} modes`;
  const lines = steps.map(
    ({ skill, project, from, to, reason }) =>
      `- ${skill} on ${project}: ${from} to ${to}. ${reason}`,
  );
  const trailers = skills.map((skill) => `Standards-Skill: ${skill}`);
  const subject = skills.length > 2 ? `${skills.length} skills` : skills.join(', ');
  return `chore(standards): ${subject}: ${count} by evidence\n\n${lines.join('\n')}\n\n${trailers.join('\n')}\n`;
}
