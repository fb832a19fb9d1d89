import { errorGroups } from './pages/errors.ts';
import { latency } from './pages/latency.ts';
import { logs } from './pages/logs.ts';
import { services } from './pages/services.ts';
import { standards } from './pages/standards.ts';
import { store } from './pages/store.ts';
import { tests } from './pages/tests.ts';
import { trace } from './pages/trace.ts';
import type { Page } from './panels.ts';

/** Every dashboard; `docker/grafana/dashboards` has a file for each. */
export const pages: readonly Page[] = [
  ...[services, latency, errorGroups, logs, trace, store, tests, standards],
];
