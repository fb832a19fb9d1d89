import type { Collection } from '../contract/vector-store.ts';
import { histogram, observe } from './observe.ts';

// Boundaries as the semantic conventions for databases advise them.
const duration = histogram('db.client.operation.duration', {
  unit: 's',
  description: 'Duration of database client operations.',
  boundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});

/**
 * A collection whose operations are spans and metrics by OpenTelemetry's semantic conventions for databases. A search says
 * by which plan it was carried out. Neither texts nor filters are recorded.
 *
 * @param system `db.system.name`, such as `postgresql`
 */
export async function observedCollection(
  collection: Collection,
  system: string,
): Promise<Collection> {
  const { name } = await collection.info();
  const about = (operation: string) => ({
    name: `${operation} ${name}`,
    attributes: {
      'db.system.name': system,
      'db.collection.name': name,
      'db.operation.name': operation,
    },
    duration,
  });
  return {
    info: () => collection.info(),
    hashes: (ids) => observe(about('hashes'), () => collection.hashes(ids)),
    count: (filter) => observe(about('count'), () => collection.count(filter)),
    delete: (which) => observe(about('delete'), () => collection.delete(which)),
    scan: (options) => collection.scan(options),
    generation: (space) => collection.generation(space),
    upsert: (records) =>
      observe(about('upsert'), ({ span }) => {
        span.setAttribute('db.operation.batch.size', records.length);
        return collection.upsert(records);
      }),
    search: (search) =>
      observe(about('search'), async ({ span }) => {
        const result = await collection.search(search);
        span.setAttributes({
          'db.response.returned_rows': result.hits.length,
          'vector.search.plan': result.plan.name,
          'vector.search.exact': result.plan.exact,
        });
        return result;
      }),
  };
}
