import type { Location } from '@h-j-petroleum/standards-engine';
import { asJson, isRecord, ownField } from '../package/json-value.ts';
import { memberRegistries, rootRegistries } from '../package/registry-settings.ts';
import type { Rule, RuleContext } from '../rule.ts';

/** A place that sends the package to a registry. */
interface Destination {
  readonly place: string;
  readonly file: string;
  readonly at: Location;
  readonly url: string;
}

/** A published package has a name that the registry takes, and a setting that sends it there. */
export const checkRegistry: Rule = async (context) => {
  const { view, options, report } = context;
  const { registry } = options;
  if (registry === false || view.isPrivate) return;
  const { manifest } = view;
  const name = ownField(manifest.data, 'name');
  const at = { file: manifest.file, at: { path: ['name'] } };
  if (typeof name !== 'string' || (isGitHub(registry) && !gitHubName.test(name))) {
    report({
      message: 'name-unpublishable',
      data: { name: name === undefined ? '(none)' : asJson(name), registry },
      ...at,
      expected: isGitHub(registry) ? '@owner/name in lower case' : 'a name',
      actual: name === undefined ? 'not there' : asJson(name),
      identity: 'name',
      fixable: false,
    });
    return;
  }
  const destinations = await destinationsOf(context, name);
  if (destinations.length === 0) {
    const scope = scopeOf(name);
    report({
      message: 'registry-unknown',
      data: { name, registry },
      ...at,
      expected:
        scope === undefined
          ? `"publishConfig" with the registry ${registry}`
          : `${scope}:registry=${registry} in .npmrc, or "publishConfig"`,
      actual: 'neither',
      identity: 'registry',
      fixable: false,
    });
  }
  for (const { place, file, at: where, url } of destinations) {
    if (isSame(url, registry)) continue;
    report({
      message: 'registry-other',
      data: { place, name, actual: url },
      file,
      at: where,
      expected: registry,
      actual: url,
      identity: `${name} ${place}`,
      fixable: false,
    });
  }
};

const gitHubName = /^@[a-z\d](?:[a-z\d]|-(?=[a-z\d]))*\/[a-z\d][a-z\d._-]*$/;

function isGitHub(registry: string): boolean {
  return /^https?:\/\/npm\.pkg\.github\.com(?:\/|$)/i.test(registry);
}

function scopeOf(name: string): string | undefined {
  return name.startsWith('@') ? name.split('/')[0] : undefined;
}

/**
 * A line for the scope and `publishConfig` both count, and package managers differ in which comes first, so each must be
 * right. Settings for all packages count where there is nothing else.
 */
async function destinationsOf(
  { workspace, view, project }: RuleContext,
  name: string,
): Promise<Destination[]> {
  const scope = scopeOf(name);
  const { manifest } = view;
  const found: Destination[] = [];
  const config = ownField(manifest.data, 'publishConfig');
  for (const key of ['registry', ...(scope === undefined ? [] : [`${scope}:registry`])]) {
    const url = isRecord(config) ? ownField(config, key) : undefined;
    if (typeof url !== 'string' || url === '') continue;
    const path = ['publishConfig', key];
    found.push({ place: `publishConfig.${key}`, file: manifest.file, at: { path }, url });
  }
  const settings = [
    ...memberRegistries(workspace, project.root),
    ...(await rootRegistries(workspace)),
  ];
  const scoped = settings.filter((setting) => scope !== undefined && setting.scope === scope);
  const general = found.length === 0 ? settings.filter((one) => one.scope === undefined) : [];
  for (const { file, at, url } of scoped.length > 0 ? scoped : general.slice(0, 1)) {
    found.push({ place: file, file, at, url });
  }
  return found;
}

/** An address with a variable of the environment in it is known to nobody here, and is taken at its word. */
function isSame(url: string, registry: string): boolean {
  const plain = (address: string): string => address.trim().toLowerCase().replace(/\/+$/, '');
  return url.includes('${') || plain(url) === plain(registry);
}
