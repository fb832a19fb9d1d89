export { checks, rankChecks } from './checks.ts';
export type { Check, CreateWriter, Trial, SignalSource, SourceUnderTest } from './source.ts';
export { writerSources } from './writer-sources.ts';
