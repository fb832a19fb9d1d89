import { describe, it } from 'vitest';
import { storeChecks } from '../conformance/index.ts';
import { memoryStore } from './memory-store.ts';

const create = () => Promise.resolve({ store: memoryStore(), close: () => Promise.resolve() });

describe('the store in memory', () => {
  it.each(storeChecks)('$name', (check) => check.run({ create }));
});
