import * as nodeModule from 'node:module';
import * as v8 from 'node:v8';

/**
 * Makes this process one that lives for a run: compiled code is kept for the next one, and V8 is told not to optimise
 * functions that are called some hundred times (see docs/decisions/0008-one-bundle.md). For processes that run nothing else.
 */
export function prepareShortRun(): void {
  // Node 20 has no such cache.
  nodeModule.enableCompileCache?.();
  v8.setFlagsFromString('--invocation-count-for-maglev=4000');
}
