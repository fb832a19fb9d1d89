import type { CheckContext, Draft } from '@h-j-petroleum/standards-engine';
import { defineSkill } from '@h-j-petroleum/standards-engine';
import { fix } from './ci-check.fix.ts';
import { messages, type CiMessages } from './messages.ts';
import { optionDocs, options, type Options } from './options.ts';
import { checkPins } from './pins.ts';
import { checkRights } from './rights.ts';
import { checkCheckouts, checkScripts } from './scripts.ts';
import { readWorkflow, workflowFiles, type Workflow } from './workflow.ts';

/** Other systems, told by the file that they read. */
const otherSystems: readonly (readonly [file: string, system: string])[] = [
  ['.gitlab-ci.yml', 'GitLab CI'],
  ['azure-pipelines.yml', 'Azure Pipelines'],
  ['.circleci/config.yml', 'CircleCI'],
  ['Jenkinsfile', 'Jenkins'],
  ['bitbucket-pipelines.yml', 'Bitbucket Pipelines'],
  ['.travis.yml', 'Travis CI'],
];

/** Workflows of GitHub Actions: pinned, with few rights, limited, safe from strangers' text, and running the gate. */
export const ciCheck = defineSkill({
  meta: {
    id: 'repo:ci-check',
    title: 'Workflows that can be trusted',
    description:
      'Workflows pin actions by commit, have few rights and a time limit, put no text of strangers into scripts, and run the gate.',
    scope: 'workspace',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/repo/ci-check.md',
    messages,
    options,
    optionDocs,
    inputs: {
      project: [],
      workspace: [
        '.github/workflows/*',
        // Who is a member, and so has none.
        '**/package.json',
        '{pnpm-workspace.yaml,rush.json}',
        '.github/actions/*/action.{yml,yaml}',
        ...otherSystems.map(([file]) => file),
      ],
    },
  },
  check,
  fix,
});

async function check(context: CheckContext<CiMessages, Options>): Promise<void> {
  const { workspace, options, conclude } = context;
  const { files, rootProject: project } = workspace;
  for (const other of workspace.projects) {
    if (other === project) continue;
    const reason = 'Workflows belong to the repository, and are checked with its root.';
    conclude({ outcome: 'not-applicable', reason, project: other });
  }
  const paths = workflowFiles(files);
  if (paths.length === 0) {
    const other = otherSystems.find(([file]) => files.kind(file) === 'file');
    conclude(
      other
        ? {
            outcome: 'not-supported',
            reason: `${other[0]} is of ${other[1]}; only GitHub Actions are known.`,
            project,
          }
        : {
            outcome: 'not-applicable',
            reason: 'There is no workflow in .github/workflows.',
            project,
          },
    );
    return;
  }
  const report = (draft: Draft<CiMessages>): void => context.report({ ...draft, project });
  const workflows: Workflow[] = [];
  for (const file of paths) {
    const read = await readWorkflow(files, file);
    if ('reason' in read) {
      report({
        message: 'workflow-unreadable',
        file,
        at: { line: read.line },
        data: { reason: read.reason },
        expected: 'YAML with jobs',
        actual: read.reason,
        fixable: false,
        identity: file,
      });
      continue;
    }
    workflows.push(read);
    const drafts = [
      ...checkPins(read, options.trusted),
      ...checkScripts(read),
      ...(read.action
        ? []
        : [...checkRights(read), ...checkTimeouts(read), ...checkCheckouts(read)]),
    ];
    for (const draft of drafts) report(draft);
  }
  reportGate(workflows, options.gate, report);
}

function checkTimeouts({ file, text, jobs }: Workflow): readonly Draft<CiMessages>[] {
  return jobs.flatMap(({ id, path, fields, uses }): Draft<CiMessages>[] => {
    // A job that calls a workflow cannot have one; the jobs there can.
    if (uses !== undefined || Object.hasOwn(fields, 'timeout-minutes')) return [];
    return [
      {
        message: 'timeout-missing',
        file,
        at: { path },
        data: { job: id },
        expected: '`timeout-minutes`',
        actual: 'none, which is six hours',
        // In flow style there is no line to write it on.
        fixable: /^ +runs-on:[^\n]*\S/m.test(text) && typeof fields['runs-on'] === 'string',
      },
    ];
  });
}

/** One workflow that pull requests or the merge queue start has to run the gate, itself or by an action of the repository. */
function reportGate(
  workflows: readonly Workflow[],
  gate: readonly string[],
  report: (draft: Draft<CiMessages>) => void,
): void {
  const words = gate.map(
    (command) =>
      new RegExp(
        `(?:^|[\\s,;&|"'=:/])${command.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}(?:$|[\\s,;&|"'@])`,
      ),
  );
  const runs = (workflow: Workflow): boolean =>
    workflow.jobs.some(({ steps }) =>
      steps.some(({ script }) => script && words.some((word) => word.test(script.text))),
    );
  const forChanges = workflows.filter(
    ({ events, action }) =>
      action || ['pull_request', 'merge_group', 'workflow_call'].some((event) => events.has(event)),
  );
  if (forChanges.some(runs)) return;
  const file = forChanges[0]?.file ?? workflows[0]?.file;
  if (file === undefined) return;
  report({
    message: 'gate-missing',
    file,
    data: {},
    expected: `a step that runs ${gate.map((one) => `\`${one}\``).join(' or ')} on pull requests: npx nx affected -t standards`,
    actual: 'none',
    fixable: false,
    identity: 'gate',
  });
}
