import type { Session } from '../database/database.ts';
import type { Batch } from './batch.ts';

/** What a batch names and the database may not have. */
export interface NewDimensions {
  store(session: Session): Promise<void>;
  /** Remembers that they are stored. */
  confirm(): void;
}

const remembered = 50_000;

/**
 * Which services, resources, series and fingerprints this writer knows to be stored. Bounded: it forgets all when full, for
 * storing one again changes nothing.
 */
export class KnownDimensions {
  readonly #known = new Set<bigint>();

  /** After a failure: the server may be another one, or an older state of it. */
  forget(): void {
    this.#known.clear();
  }

  newIn(batch: Batch): NewDimensions {
    const known = this.#known;
    const series = [...batch.series.values()].filter(({ id }) => !known.has(id));
    const named = new Map(batch.resources);
    for (const { resource } of series) named.set(resource.id, resource);
    const resources = [...named.values()].filter(({ id }) => !known.has(id));
    const services = new Map(resources.map(({ service }) => [service.id, service]));
    const fingerprints = [...batch.fingerprints.values()].filter(({ id }) => !known.has(id));
    return {
      store: async (session) => {
        await insert(
          session,
          'services (id, namespace, name, environment)',
          [...services.values()],
          (one) => ({
            id: String(one.id),
            namespace: one.namespace,
            name: one.name,
            environment: one.environment,
          }),
        );
        await insert(session, 'resources (id, service_id, attributes)', resources, (one) => ({
          id: String(one.id),
          service_id: String(one.service.id),
          attributes: JSON.parse(one.attributes) as unknown,
        }));
        await insert(
          session,
          'metric_series (id, resource_id, scope, name, unit, description, kind, temporality, monotonic, bounds, attributes)',
          series,
          (one) => ({
            id: String(one.id),
            resource_id: String(one.resource.id),
            scope: one.scope,
            name: one.name,
            unit: one.unit,
            description: one.description,
            kind: one.kind,
            temporality: one.temporality,
            monotonic: one.monotonic,
            bounds: one.bounds?.map(String) ?? null,
            attributes: JSON.parse(one.attributes) as unknown,
          }),
        );
        await insert(
          session,
          'fingerprints (id, kind, type, template, frames, sample)',
          fingerprints,
          (one) => ({
            id: String(one.id),
            kind: one.kind,
            type: storable(one.type),
            template: storable(one.template),
            frames: one.frames.map(storable),
            sample: storable(one.sample),
          }),
        );
      },
      confirm: () => {
        if (known.size > remembered) known.clear();
        for (const { id } of [...services.values(), ...resources, ...series, ...fingerprints])
          known.add(id);
      },
    };
  }
}

function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

/** @param target table and columns; the columns' types come from the table itself */
async function insert<Item>(
  session: Session,
  target: string,
  items: readonly Item[],
  toRow: (item: Item) => Record<string, unknown>,
): Promise<void> {
  if (items.length === 0) return;
  const [, table = '', columns = ''] = /^(\w+) \((.+)\)$/.exec(target) ?? [];
  await session.query(
    // Sorted, so that two writers that store the same ones never wait for each other in a circle.
    `insert into signals.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::signals.${table}, $1::jsonb) order by id on conflict do nothing`,
    [JSON.stringify(items.map(toRow))],
  );
}
