import { configDefaults, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

// For `npm run mutation`. These reach nearly every line and take seconds: run against each fault they would take days, and
// what they show is not what a line does.
export default mergeConfig(base, {
  test: {
    exclude: [
      ...configDefaults.exclude,
      'src/{hostile-manifests,inputs,examples}.test.ts',
      // Starts services; what it alone reaches is not mutated either.
      'src/obs/otel-check/measure/measure.test.ts',
      'src/perf/api-latency/measure/measure.test.ts',
      // Packs, and starts a compiler.
      'src/pkg/types-check/measure/measure.test.ts',
    ],
  },
});
