import { definePack, type Pack } from '@h-j-petroleum/standards-engine';
import { openapiCheck } from './api/openapi-check/openapi-check.ts';
import { fileProtocolCheck } from './deps/file-protocol-check/file-protocol-check.ts';
import { undeclaredCheck } from './deps/undeclared-check/undeclared-check.ts';
import { versionCheck } from './deps/version-check/version-check.ts';
import { readmeCheck } from './docs/readme-check/readme-check.ts';
import { otelCheck } from './obs/otel-check/otel-check.ts';
import { apiLatency } from './perf/api-latency/api-latency.ts';
import { bundleBudget } from './perf/bundle-budget/bundle-budget.ts';
import { lighthouse } from './perf/lighthouse/lighthouse.ts';
import { manifestCheck } from './pkg/manifest-check/manifest-check.ts';
import { typesCheck } from './pkg/types-check/types-check.ts';
import { changesetCheck } from './repo/changeset-check/changeset-check.ts';
import { ciCheck } from './repo/ci-check/ci-check.ts';
import { layeringCheck } from './repo/layering-check/layering-check.ts';
import { workspaceCheck } from './repo/workspace-check/workspace-check.ts';
import { coverageCheck } from './test/coverage-check/coverage-check.ts';

/** The packs that every installation has. A test walks the folders and holds this list, the pages and the cases against them. */
export const packs: readonly Pack[] = [
  definePack({ name: 'api', skills: [openapiCheck] }),
  definePack({ name: 'deps', skills: [fileProtocolCheck, undeclaredCheck, versionCheck] }),
  definePack({ name: 'docs', skills: [readmeCheck] }),
  definePack({ name: 'obs', skills: [otelCheck] }),
  definePack({ name: 'perf', skills: [apiLatency, bundleBudget, lighthouse] }),
  definePack({ name: 'pkg', skills: [manifestCheck, typesCheck] }),
  definePack({ name: 'repo', skills: [changesetCheck, ciCheck, layeringCheck, workspaceCheck] }),
  definePack({ name: 'test', skills: [coverageCheck] }),
];
