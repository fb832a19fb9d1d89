import type { Draft, Workspace } from '@h-j-petroleum/standards-engine';
import type { Analysis } from './analysis.ts';
import type { Crossing } from './crossings.ts';
import { publicNames, replacementOf } from './crossings.ts';
import { describePath, evidenceOf, fileOf } from './evidence.ts';
import type { messages } from './messages.ts';
import type { LayeringOptions } from './options.ts';
import type { PackageCircles } from './package-circles.ts';
import type { Violation } from './violations.ts';

type LayeringDraft = Draft<typeof messages>;
type Report = (draft: LayeringDraft) => void;

/** Says what an analysis found. */
export function reportAnalysis(
  workspace: Workspace,
  options: LayeringOptions,
  analysis: Analysis,
  report: Report,
): void {
  reportLayers(workspace, options, analysis, report);
  for (const violation of analysis.violations) {
    reportViolation(workspace, options, violation, report);
  }
  reportCircles(workspace, options, analysis.circles, report);
  for (const crossing of analysis.crossings) {
    reportCrossing(
      workspace,
      crossing,
      replacementOf(workspace, crossing, analysis.declared),
      report,
    );
  }
  for (const { parsed, file, project } of analysis.unparsed) {
    if (!parsed || parsed.ok) continue;
    report({
      message: 'unparsed-source',
      data: { reason: parsed.reason },
      file,
      at: { line: parsed.line },
      expected: 'JavaScript or TypeScript that can be parsed',
      actual: parsed.reason,
      fixable: false,
      identity: 'unparsed',
      project,
    });
  }
}

/** The root of a workspace is no package among packages; a single package is. */
function reportLayers(
  workspace: Workspace,
  { layers = [] }: LayeringOptions,
  { places }: Analysis,
  report: Report,
): void {
  if (layers.length === 0) return;
  for (const project of workspace.members) {
    const found = (places.get(project)?.layers ?? []).map((at) => layers[at]?.name ?? '');
    if (found.length === 1) continue;
    const missing = found.length === 0;
    const names = (missing ? layers.map(({ name }) => name) : found).join(', ');
    report({
      message: missing ? 'layer-missing' : 'layer-ambiguous',
      data: { project: project.id, layers: names },
      file: fileOf(workspace, project),
      expected: missing ? `one of the layers ${names}` : 'one layer',
      actual: missing ? 'no layer' : names,
      fixable: false,
      identity: 'layers',
      project,
    });
  }
}

function reportViolation(
  workspace: Workspace,
  options: LayeringOptions,
  { rule, path }: Violation,
  report: Report,
): void {
  const [first] = path;
  const { from } = first;
  const to = path[path.length - 1]?.to ?? first.to;
  const { file, at } = evidenceOf(workspace, first);
  const ends = { from: from.id, to: to.id, path: describePath(workspace, path) };
  const place = { file, at, actual: ends.path, fixable: false, project: from };
  const identity = JSON.stringify([ends.from, ends.to]);
  if (rule.kind === 'layer') {
    const fromLayer = options.layers?.[rule.from]?.name ?? '';
    const toLayer = options.layers?.[rule.to]?.name ?? '';
    const expected = `only projects of layer ${fromLayer} or lower`;
    report({
      ...place,
      message: 'layer',
      data: { ...ends, fromLayer, toLayer },
      expected,
      identity,
    });
  } else if (rule.kind === 'scope') {
    const { name = '', mayUse = [] } = options.scopes?.[rule.scope] ?? {};
    const expected = `only projects of ${[name, ...mayUse].join(', ')}`;
    report({
      ...place,
      message: 'scope',
      data: { ...ends, scope: name },
      expected,
      identity: JSON.stringify([ends.from, ends.to, name]),
    });
  } else if (rule.kind === 'leaf') {
    const expected = `no dependency on ${ends.to}`;
    report({ ...place, message: 'leaf', data: ends, expected, identity });
  } else {
    const { reason = '', from: sources = [], to: targets = [] } = options.never?.[rule.ban] ?? {};
    report({
      ...place,
      message: 'never',
      data: { ...ends, reason },
      expected: `no way from ${ends.from} to ${ends.to}`,
      identity: JSON.stringify([ends.from, ends.to, sources, targets]),
    });
  }
}

const circleMessages = { runtime: 'circle', types: 'circle-types', dev: 'circle-dev' } as const;

function reportCircles(
  workspace: Workspace,
  { allowCircles = [] }: LayeringOptions,
  { circles, more }: PackageCircles,
  report: Report,
): void {
  for (const { closedBy, edges } of circles) {
    if (closedBy !== 'runtime' && allowCircles.includes(closedBy)) continue;
    const { file, at } = evidenceOf(workspace, edges[0]);
    const path = describePath(workspace, edges);
    const ids = edges.map(({ from }) => from.id);
    report({
      message: circleMessages[closedBy],
      data: { packages: listed(ids), path },
      file,
      at,
      expected: 'no circle between packages',
      actual: path,
      fixable: false,
      identity: JSON.stringify(ids),
      project: edges[0].from,
    });
  }
  for (const { projects, count } of more) {
    const [first] = projects;
    if (!first) continue;
    const ids = projects.map(({ id }) => id);
    report({
      message: 'circle-more',
      data: { count, packages: listed(ids) },
      file: fileOf(workspace, first),
      expected: 'no circle between packages',
      actual: `${count} more dependencies in circles`,
      fixable: false,
      identity: JSON.stringify(ids),
      project: first,
    });
  }
}

function reportCrossing(
  workspace: Workspace,
  { kind, source, use, target }: Crossing,
  replacement: string | undefined,
  report: Report,
): void {
  const { specifier } = use;
  const expected = target ? publicNames(target) : 'a package of the workspace or of a registry';
  report({
    message: kind,
    data: {
      specifier,
      target: target?.id ?? workspace.root,
      ...(replacement === undefined ? {} : { replacement }),
    },
    file: source.file,
    at: { line: use.at?.line ?? 1 },
    expected: replacement ?? expected,
    actual: specifier,
    fixable: replacement !== undefined,
    identity: specifier,
    project: source.project,
  });
}

function listed(ids: readonly string[]): string {
  const last = ids.at(-1);
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${last}`;
}
