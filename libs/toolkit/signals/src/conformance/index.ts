export { checks } from './checks.ts';
export type { Check, SignalSource, SourceUnderTest } from './source.ts';
export { writerSources } from './writer-sources.ts';
