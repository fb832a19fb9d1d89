import { z } from 'zod';
import { ReleaseError } from '../release-error.ts';

/** What a registry says of the content of a version. */
export interface PublishedContent {
  readonly integrity: string | undefined;
  readonly shasum: string | undefined;
}

export interface Registry {
  readonly url: string;
  /** Versions that are there, by number; none for a package that it doesn't know. */
  versions(name: string): Promise<ReadonlyMap<string, PublishedContent>>;
}

const packumentSchema = z.looseObject({
  versions: z.record(
    z.string(),
    z.looseObject({
      dist: z.looseObject({ integrity: z.string().optional(), shasum: z.string().optional() }),
    }),
  ),
});

const patienceMs = 60_000;

/**
 * Asks a registry what it has.
 *
 * @param token of a user who may read there; a registry that gives to everybody needs none
 */
export function openRegistry(url: string, token?: string): Registry {
  const base = url.endsWith('/') ? url : `${url}/`;
  return {
    url,
    versions: async (name) => {
      const answer = await ask(new URL(name.replace('/', '%2f'), base), token);
      if (answer.status === 404) return new Map();
      if (!answer.ok) throw refused(url, name, answer.status);
      const { success, data } = packumentSchema.safeParse(
        await answer.json().catch(() => undefined),
      );
      if (!success) {
        throw new ReleaseError(`${url} answers what is no package when asked for ${name}.`, [
          'Look whether the address is a registry of npm packages.',
        ]);
      }
      return new Map(
        Object.entries(data.versions).map(([version, { dist }]) => [
          version,
          { integrity: dist.integrity, shasum: dist.shasum },
        ]),
      );
    },
  };
}

async function ask(address: URL, token: string | undefined): Promise<Response> {
  try {
    return await fetch(address, {
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    const cause: unknown = Object(error).cause;
    const reason = String(Object(cause).code ?? Object(error).message);
    throw new ReleaseError(`${address.origin} does not answer: ${reason}.`, [
      'Look whether the registry runs; then start again: only what is missing is published.',
    ]);
  }
}

function refused(url: string, name: string, status: number): ReleaseError {
  return status === 401 || status === 403
    ? new ReleaseError(`${url} refuses to say what it has of ${name} (${status}).`, [
        'NODE_AUTH_TOKEN has to hold a token that may read and write packages there.',
      ])
    : new ReleaseError(`${url} answers ${status} when asked for ${name}.`, [
        'Start again once it is well: only what is missing is published.',
      ]);
}
