export type { Background, CommandTools, ServiceContext, ServiceDefinition } from './definition.ts';
export { defineService } from './definition.ts';
export type { JobKind, JobKinds, OutboxDefinition, ScheduleKind } from '../outbox/definition.ts';
export { defineOutbox } from '../outbox/definition.ts';
export { exampleEnvironment } from './example-environment.ts';
export type { RunOptions } from './run-service.ts';
export { runService } from './run-service.ts';
