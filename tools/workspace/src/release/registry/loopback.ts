import { isIPv4 } from 'node:net';
import { ReleaseError } from '../release-error.ts';

/**
 * Nothing is published from somebody's machine: outside the workflow only a registry of this machine takes packages.
 *
 * @throws ReleaseError for any other
 */
export function holdToPlace(
  registry: string,
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (env['GITHUB_ACTIONS'] === 'true' || isLoopback(registry)) return;
  throw new ReleaseError(
    `${registry} is no registry of this machine, and this is not the release workflow.`,
    [
      'Publish by .github/workflows/release.yml: gh workflow run release.yml',
      'Try it here: npm run release:rehearse',
    ],
  );
}

export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}
