/** One of a kind that is generated in the fresh workspace. */
export interface Sample {
  /** The generator's words, as a person would type them. */
  readonly args: readonly string[];
  /** The package that it is, or that it becomes a part of; undefined where it is neither. */
  readonly project?: string;
  /** What `remove` is told; undefined for what is never taken away. */
  readonly remove?: string;
}

/** Every kind, with a name that says that it is a sample. The test asks the workspace for its kinds and misses none. */
export const samples: Readonly<Record<string, Sample>> = {
  'toolkit-package': {
    args: ['sample-ledger'],
    project: '@h-j-petroleum/toolkit-sample-ledger',
    remove: 'libs/toolkit/sample-ledger',
  },
  'vector-store': {
    args: ['sample-store'],
    project: '@vector-toolkit/stores-sample-store',
    remove: 'libs/vector/stores/sample-store',
  },
  embedder: {
    args: ['sample-model'],
    project: '@vector-toolkit/embeddings-sample-model',
    remove: 'libs/vector/embeddings/sample-model',
  },
  'ui-component': {
    args: ['sample-card'],
    project: '@h-j-petroleum/frontend-ui',
    remove: 'libs/frontend/ui/src/sample-card',
  },
  pipeline: {
    args: ['sample-orders'],
    project: '@h-j-petroleum/dataops-sample-orders',
    remove: 'libs/dataops/sample-orders',
  },
  service: {
    args: ['sample-desk-api', '--resource', 'tickets'],
    project: '@h-j-petroleum/sample-desk-api',
    remove: 'apps/sample-desk-api',
  },
  // The next of a schema that is there: the one that comes with the service, whose tests run with it, and which goes with it.
  migration: {
    args: ['sample_desk', 'marks', '--description', 'What was marked in which ticket.'],
  },
  skill: {
    args: ['sample:title-check'],
    project: '@h-j-petroleum/standards-pack-sample',
    remove: 'libs/standards/pack-sample',
  },
};
