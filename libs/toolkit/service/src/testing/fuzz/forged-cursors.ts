import type * as fastCheck from 'fast-check';
import { openapiOf } from '../../openapi/document.ts';
import { addressOf, operationsOf } from '../operations.ts';
import type { TestService } from '../test-service.ts';
import type { FuzzFault } from './fuzz.ts';

type Fc = typeof fastCheck;

export interface ForgeOptions {
  /** Headers of who may read every list. */
  readonly caller: Readonly<Record<string, string>>;
  /** Parameters that a list needs beside a cursor, of path and query: `{ 'GET /v1/notes/{id}/changes': { id } }`. */
  readonly known?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Cursors for each list beside those that are always tried. @default 40 */
  readonly calls?: number;
  /** The same seed makes the same cursors. @default 1 */
  readonly seed?: number;
}

/**
 * Asks every list that pages by a cursor for the page after places that nobody was given: right in their shape, and what databases
 * trip over. An answer is a fault where it is neither 200 nor the 400 of `bad-cursor`, so a list that the caller can't reach is one as
 * well.
 *
 * Needs the optional peer `fast-check`.
 *
 * @throws Error where no list takes a cursor
 */
export async function forgeCursors(
  service: TestService,
  { caller, known = {}, calls = 40, seed = 1 }: ForgeOptions,
): Promise<FuzzFault[]> {
  const fc = await import('fast-check');
  const lists = operationsOf(await openapiOf(service.app)).filter(({ about }) =>
    namesIn(about.parameters, 'query').includes('cursor'),
  );
  if (lists.length === 0) throw new Error('No operation of the service takes a cursor.');
  const faults: FuzzFault[] = [];
  for (const list of lists) {
    const given = known[list.name] ?? {};
    const inPath = namesIn(list.about.parameters, 'path');
    const query = Object.fromEntries(
      Object.entries(given).filter(([name]) => !inPath.includes(name)),
    );
    const property = fc.asyncProperty(places(fc), async (place) => {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      const { statusCode, body } = await service.app.inject({
        ...{ method: 'GET', url: addressOf(list, given, { ...query, cursor }), headers: caller },
      });
      if (statusCode !== 200 && !(statusCode === 400 && body.includes('"bad-cursor"')))
        throw new Error(`it answered ${statusCode}: ${body.slice(0, 300)}`);
    });
    const always = odd.flatMap((one) => [one, [one], [one, id]]);
    const result = await fc.check(property, {
      ...{ examples: always.map((one): [unknown] => [one]), numRuns: always.length + calls, seed },
    });
    if (!result.failed) continue;
    const [place] = result.counterexample ?? [];
    const fault = result.errorInstance instanceof Error ? result.errorInstance.message : 'failed';
    faults.push({ operation: list.name, fault, call: JSON.stringify(place) });
  }
  return faults;
}

const id = '00000000-0000-4000-8000-000000000000';

/** Parts of places that some schema takes and some column does not, and their neighbours. */
const odd: readonly unknown[] = [
  ...['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '2026-99-99', 'infinity'],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ...['2026-99-99 99:99:99+00', '2026-01-01 00:00:00+99', '0000-01-01 00:00:00+00'],
  ...['', 'a', 'a\u0000', '\ud800', '-1', '0', '9'.repeat(16), '9'.repeat(18), '9'.repeat(19)],
  ...[0, -1, 1.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, 1e308],
];

function places(fc: Fc): fastCheck.Arbitrary<unknown> {
  const two = fc.integer({ min: 0, max: 99 }).map((one) => String(one).padStart(2, '0'));
  const year = fc.integer({ min: 0, max: 9999 }).map((one) => String(one).padStart(4, '0'));
  const time = fc
    .tuple(year, two, two, fc.constantFrom('T', ' '), two, two, fc.constantFrom('Z', '+00', '+99'))
    .map(([y, month, day, gap, hour, minute, zone]) => [
      `${y}-${month}-${day}`,
      `${y}-${month}-${day}${gap}${hour}:${minute}:00${zone}`,
    ])
    .chain((both) => fc.constantFrom(...both));
  const digits = fc.stringMatching(/^\d{1,20}$/);
  const part = fc.oneof(time, digits, fc.string({ unit: 'binary' }), fc.maxSafeInteger());
  return fc.oneof(part, fc.tuple(part), fc.tuple(part, fc.uuid()), fc.jsonValue());
}

function namesIn(parameters: readonly object[] = [], place: 'path' | 'query'): string[] {
  return parameters
    .filter((one) => Reflect.get(one, 'in') === place)
    .map((one) => String(Reflect.get(one, 'name')));
}
