import { normalisePath } from '@h-j-petroleum/standards-engine';
import { openSession, type Session } from '../session.ts';
import { nxEdgeFiles } from './load-nx-graph.ts';
import type { NxGraph } from './read-nx-workspace.ts';
import { readByPackageManager, withGraph } from './read-nx-workspace.ts';

/**
 * Opens the workspace with the graph that Nx hands to an executor.
 *
 * @throws StandardsError as {@link openSession} does
 */
export function openNxSession(root: string, graph: NxGraph): Promise<Session> {
  return openSession({
    root,
    readNx: async (files) =>
      withGraph(await readByPackageManager(files, root), files, graph, nxEdgeFiles(root)),
  });
}

/** The folder of a project of Nx, relative to the workspace's root; undefined where the graph has none of this name. */
export function rootOf(graph: NxGraph, name: string): string | undefined {
  const root = Object.hasOwn(graph.nodes, name) ? graph.nodes[name]?.data.root : undefined;
  return root === undefined ? undefined : normalisePath(root);
}
