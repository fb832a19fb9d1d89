// A process that files requests and decides on them until it is killed. Says a line for each that it ended.
import { createPool } from '@h-j-petroleum/toolkit-service';
import { postgresRequests } from '../src/store/postgres/requests.ts';
import { decideNow, filed } from './filed.ts';
import { soundPolicy } from './scene.ts';

const policy = soundPolicy({
  ...{ name: 'two', version: 1, title: 'Two' },
  steps: [{ name: 'vote', deciders: [{ person: 'ada' }, { person: 'ben' }], quorum: 2 }],
});
const pool = createPool({ url: process.env.DATABASE_URL ?? '', name: 'decide-for-ever' });
const store = postgresRequests(pool);

async function forEver(): Promise<never> {
  for (;;) {
    const { id } = await filed(store, policy);
    await decideNow(store, id, 'ada');
    await decideNow(store, id, 'ben');
    process.stdout.write(`${id}\n`);
  }
}

// Several at once, so that there is always a statement on its way.
await Promise.all(Array.from({ length: 8 }, forEver));
