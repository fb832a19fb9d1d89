import type { Finding } from '@h-j-petroleum/standards-engine';
import { readSkill, visibleText } from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
import { pageOf, sectionOf } from '../../pages.ts';
import { findingOf, findSkill } from '../../selection.ts';
import type { Session } from '../../session.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface ExplainOptions {
  readonly root?: string;
  readonly json?: boolean;
}

/** Fingerprints have 20 digits; these many name one for sure in any report a person reads. */
const shortestFingerprint = /^[0-9a-f]{6,20}$/;

/** Shows the page of a skill, or one finding of this workspace with the part of the page that is about it. */
export async function explainCommand(
  subject: string,
  options: ExplainOptions,
  output: Output,
): Promise<number> {
  const session = await openSession({ root: options.root ?? findRoot(process.cwd()) });
  if (shortestFingerprint.test(subject)) return explainFinding(session, subject, options, output);

  const { meta } = findSkill([readSkill, ...session.skills], subject);
  const page = pageOf(meta) ?? pageInWorkspace(session, meta.docs);
  if (options.json) {
    const { id, title, description, scope, defaultMode, docs, messages, optionDocs } = meta;
    output.out(
      toJson({
        id,
        title,
        description,
        scope,
        defaultMode,
        docs,
        messages,
        options: optionDocs,
        page: page ?? null,
      }),
    );
  } else {
    output.out(page ?? `# ${meta.id}\n\n${meta.description}\n\nIts page: ${meta.docs}\n`);
  }
  return 0;
}

/** The page of a pack that the workspace itself holds; one at an address is only named. */
function pageInWorkspace(session: Session, docs: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:/i.test(docs) ? undefined : session.files.read(docs);
}

async function explainFinding(
  session: Session,
  prefix: string,
  options: ExplainOptions,
  output: Output,
): Promise<number> {
  const { report } = await checkSession(session);
  const finding = findingOf(report, prefix);
  const meta = [readSkill, ...session.skills].find(
    (skill) => skill.meta.id === finding.skill,
  )?.meta;
  const page = meta && (pageOf(meta) ?? pageInWorkspace(session, meta.docs));
  const section = page && sectionOf(page, `\`${finding.messageId}\``);
  output.out(
    options.json ? toJson({ ...finding, section: section ?? null }) : describe(finding, section),
  );
  return 0;
}

function waiverFacts({ waiver }: Finding): string[] {
  if (!waiver) return [];
  const { state, until, owner, reason } = waiver;
  const stands = {
    holds: `until ${until}`,
    expired: `expired on ${until}`,
    added: 'not in effect yet',
  };
  return [`- waiver: ${stands[state]}, ${owner}: ${reason}`];
}

function describe(finding: Finding, section: string | undefined): string {
  const facts = [
    `# ${finding.message}`,
    '',
    `${finding.file}:${finding.line} in ${finding.project}`,
    '',
    `- skill: ${finding.skill} (${finding.mode})`,
    `- expected: ${finding.expected}`,
    `- actual: ${finding.actual}`,
    `- why: ${finding.why}`,
    `- fingerprint: ${finding.fingerprint}${finding.accepted ? ' (accepted by the baseline)' : ''}`,
    ...waiverFacts(finding),
    `- page: ${finding.docs}`,
  ];
  return [
    // Names and ranges are the repository's; the page is not.
    ...facts.map(visibleText),
    ...(section ? ['', section] : []),
    '',
    finding.fixable
      ? `Mend it: standards fix ${finding.skill} --finding ${finding.fingerprint.slice(0, 8)}`
      : 'Nothing mends this by itself: it takes a decision.',
    '',
  ].join('\n');
}
