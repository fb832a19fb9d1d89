import type { Draft } from '@h-j-petroleum/standards-engine';
import type { CiMessages } from './messages.ts';
import type { Job, Workflow } from './workflow.ts';
import { fieldsOf } from './workflow.ts';

/** Each job says what it may do, and no job may what only another needs. */
export function checkRights(workflow: Workflow): readonly Draft<CiMessages>[] {
  const { file, fields, jobs } = workflow;
  const drafts: Draft<CiMessages>[] = [];
  const all = Object.hasOwn(fields, 'permissions');
  if (all) {
    // With one job, the workflow's rights are that job's.
    const granted = broad(fields['permissions'], jobs.length > 1);
    if (granted !== undefined) {
      drafts.push(broadDraft(file, ['permissions'], 'The workflow', granted));
    }
  }
  for (const job of jobs) {
    if (Object.hasOwn(job.fields, 'permissions')) {
      const granted = broad(job.fields['permissions'], false);
      if (granted !== undefined) {
        const path = [...job.path, 'permissions'];
        drafts.push(broadDraft(file, path, `Job ${job.id}`, granted));
      }
    } else if (!all) {
      drafts.push({
        message: 'permissions-missing',
        file,
        at: { path: job.path },
        data: { job: job.id },
        expected: '`permissions`, of the workflow or of the job',
        actual: 'none',
        fixable: readsOnly(workflow),
      });
    }
  }
  return drafts;
}

function broadDraft(
  file: string,
  path: readonly (string | number)[],
  where: string,
  granted: string,
): Draft<CiMessages> {
  return {
    message: 'permissions-broad',
    file,
    at: { path },
    data: { where, granted },
    expected: 'rights by name, `write` only in the job that writes',
    actual: granted,
    fixable: false,
  };
}

/** What is granted to too many; undefined where it is as it should be. */
function broad(permissions: unknown, toAll: boolean): string | undefined {
  if (permissions === 'write-all' || permissions === 'read-all') return permissions;
  if (!toAll) return undefined;
  const written = Object.entries(fieldsOf(permissions)).flatMap(([name, right]) =>
    right === 'write' ? [`${name}: write`] : [],
  );
  return written.length > 0 ? `${written.join(', ')} to every job` : undefined;
}

/** They take the sources, install, and keep files; none of them writes to the repository. */
const reading =
  /^actions\/(?:checkout|setup-\w+|cache(?:\/\w+)?|upload-artifact|download-artifact)@|^pnpm\/action-setup@|^oven-sh\/setup-bun@|^nrwl\/nx-set-shas@/;
const writing =
  /\bgit\s+push\b|\bgh\s|GITHUB_TOKEN|github\.token|\bpublish\b|\brelease\b|\bdeploy\b/i;

/** Whether it can be told that `contents: read` is enough for all that a workflow does. */
function readsOnly({ text, jobs }: Workflow): boolean {
  const known = ({ uses, steps }: Job): boolean =>
    uses === undefined && steps.every((step) => step.uses === undefined || reading.test(step.uses));
  return jobs.every(known) && !writing.test(text) && /^jobs:\s*$/m.test(text);
}
