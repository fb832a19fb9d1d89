import type { Project } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../measured/matching-settings.ts';
import type { LatencyOptions, LatencySettings } from './options.ts';

/** The settings of a project that is a service, of all entries that match it; undefined for any other project. */
export function serviceOf(project: Project, options: LatencyOptions): LatencySettings | undefined {
  const matching = matchingSettings(project, options.services);
  if (matching.length === 0) return undefined;
  let settings: LatencySettings = {};
  for (const one of matching) {
    settings = {
      ...settings,
      ...one,
      environment: { ...settings.environment, ...one.environment },
      variables: { ...settings.variables, ...one.variables },
      headers: { ...settings.headers, ...one.headers },
      requests: { ...settings.requests, ...one.requests },
      budgets: { ...settings.budgets, ...one.budgets },
    };
  }
  return settings;
}
