export * from './policy.ts';
export { policyDocs } from './policy-docs.ts';
export { criterionTitles, decide, type Decision, type DecideRequest } from './decide.ts';
export type { Criterion, Overall } from './criteria.ts';
export * from './evidence.ts';
export * from './observations.ts';
export * from './graduate.ts';
