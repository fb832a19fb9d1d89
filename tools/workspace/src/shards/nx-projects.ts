import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

export interface ProjectsRequest {
  /** The workspace, in which Nx is installed. */
  readonly root: string;
  /** What `nx affected` compares; undefined for all projects. */
  readonly affected:
    { readonly base?: string | undefined; readonly head?: string | undefined } | undefined;
  readonly targets: readonly string[];
}

/** A project, and which of the targets it has. */
export interface ProjectTargets {
  readonly project: string;
  readonly targets: readonly string[];
}

const graphSchema = z.object({
  graph: z.object({
    nodes: z.record(
      z.string(),
      z.object({ data: z.object({ targets: z.record(z.string(), z.unknown()).optional() }) }),
    ),
  }),
});

/** Asks Nx for the projects that have one of the targets, by name. @throws with what Nx says, where it fails */
export function nxProjects({ root, affected, targets }: ProjectsRequest): ProjectTargets[] {
  const { nodes } = graphSchema.parse(ask(root, ['graph', '--print'])).graph;
  const flags = Object.entries(affected ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  const chosen = affected
    ? z.array(z.string()).parse(ask(root, ['show', 'projects', '--affected', '--json', ...flags]))
    : Object.keys(nodes);
  return chosen
    .map((project) => {
      const own = nodes[project]?.data.targets ?? {};
      return { project, targets: targets.filter((target) => target in own) };
    })
    .filter((one) => one.targets.length > 0)
    .sort((one, other) => (one.project < other.project ? -1 : 1));
}

function ask(root: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`Nx does not say which projects there are:\n${stdout}${stderr}`);
}
