import type { Project } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../measured/matching-settings.ts';
import type { OtelOptions, ServiceSettings } from './options.ts';

const defaultEntry = 'src/server.ts';

/** The settings of a project that is a service, of all entries that match it; undefined for any other project. */
export function serviceOf(project: Project, options: OtelOptions): ServiceSettings | undefined {
  const matching = matchingSettings(project, options.services);
  if (matching.length === 0) return undefined;
  let settings: ServiceSettings = {};
  for (const one of matching) {
    const environment = { ...settings.environment, ...one.environment };
    settings = { ...settings, ...one, environment };
  }
  return settings;
}

/** The file by which the service starts, relative to the workspace's root. */
export function entryOf(project: Project, { entry = defaultEntry }: ServiceSettings): string {
  return joinPath(project.root, entry);
}
