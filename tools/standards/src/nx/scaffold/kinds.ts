import type { Kind } from './blueprint.ts';

/** The kinds of things that can be generated and removed, each loaded only when it is asked for. */
export const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  pipeline: async () => (await import('../generators/pipeline/pipeline.ts')).pipeline,
  skill: async () => (await import('../generators/skill/skill.ts')).skillPack,
  'toolkit-package': async () =>
    (await import('../generators/toolkit-package/toolkit-package.ts')).toolkitPackage,
  'ui-component': async () =>
    (await import('../generators/ui-component/ui-component.ts')).uiComponent,
  embedder: async () => (await import('../generators/embedder/embedder.ts')).embedder,
  service: async () => (await import('../generators/service/service.ts')).service,
  'vector-store': async () =>
    (await import('../generators/vector-store/vector-store.ts')).vectorStore,
};
