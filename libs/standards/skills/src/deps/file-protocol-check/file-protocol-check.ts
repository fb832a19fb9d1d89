import type {
  CheckContext,
  DependencySite,
  Draft,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { defineSkill, manifestSites, workspaceSites } from '@h-j-petroleum/standards-engine';
import type { Departure } from './departure.ts';
import { departureOf } from './departure.ts';
import { fix } from './file-protocol-check.fix.ts';
import { messages } from './messages.ts';
import type { Options } from './options.ts';
import { isAllowed, optionDocs, options } from './options.ts';
import type { Replacement } from './replacement.ts';
import { memberFor, replacementFor } from './replacement.ts';

/** Dependencies come from the registry or from the workspace, never from a path, a tarball or a git address. */
export const fileProtocolCheck = defineSkill({
  meta: {
    id: 'deps:file-protocol-check',
    title: 'Dependencies by path, tarball or git address',
    description:
      'Every dependency comes from the registry or from the workspace, never from a path, a link, a tarball, a git or web address.',
    scope: 'project',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/deps/file-protocol-check.md',
    messages,
    options,
    optionDocs,
    inputs: {
      project: ['package.json'],
      workspace: [
        '**/package.json',
        '**/*.{tgz,tar,tar.gz}',
        'pnpm-workspace.yaml',
        '.yarnrc.yml',
        'rush.json',
        'common/config/**/*.json',
      ],
    },
  },
  check,
  fix,
});

async function check(context: CheckContext<typeof messages, Options>): Promise<void> {
  const { workspace, project } = context;
  const own = manifestSites(project);
  const isRoot = project === workspace.rootProject;
  const sites = isRoot ? [...own, ...(await workspaceSites(workspace))] : own;
  for (const site of sites) {
    const draft = draftFor(site, context);
    if (draft) context.report(draft);
  }
  if (sites.length === 0) {
    context.conclude({ outcome: 'not-applicable', reason: 'no dependency is declared' });
  }
}

function draftFor(
  site: DependencySite,
  { workspace, options }: CheckContext<typeof messages, Options>,
): Draft<typeof messages> | undefined {
  const departure = departureOf(site, workspace);
  if (!departure || isAllowed(site, options.allow)) return undefined;
  const replacement = replacementFor(site, departure, workspace);
  const { field, name, range, file, path } = site;
  return {
    message: departure.message,
    data: {
      field,
      name,
      written: range,
      ...(departure.member ? { member: departure.member.id } : {}),
      ...replacement,
    },
    file,
    at: { path },
    expected: expectedAt(site, departure, replacement, workspace),
    actual: range,
    fixable: replacement !== undefined,
    // Not the replacement: the finding stays the same when a better version is known tomorrow.
    identity: JSON.stringify([path, range]),
  };
}

/** What is right here, in words where the tree does not tell a range: nothing is guessed. */
function expectedAt(
  site: DependencySite,
  departure: Departure,
  replacement: Replacement | undefined,
  workspace: Workspace,
): string {
  if (replacement) {
    if ('range' in replacement) return replacement.range;
    return 'reference' in replacement
      ? `no entry, and ${replacement.reference} where it is referred to`
      : 'no entry: the member is linked without one';
  }
  const member = memberFor(site, departure, workspace);
  if (!member) return 'a published version, or a member of the workspace';
  if (member === site.project) return 'no dependency of a package on itself';
  if (departure.wrapping === 'patch') return `no patch: ${member.id} can be changed itself`;
  return site.kind === 'dependency' || site.kind === 'override'
    ? `a workspace reference to ${member.id}, under its own name`
    : `no entry: manifests refer to the member ${member.id} themselves`;
}
