import { expect, it } from 'vitest';
import { reportText } from './report.ts';

it('tells all numbers of a measurement', () => {
  const percentiles = (time: number) => ({ p50: time, p95: time * 2, p99: time * 4 });
  const text = reportText('api', {
    ...{
      version: 1,
      stage: 'drive',
      command: 'node a.js',
      document: 'openapi.json',
      connections: 4,
    },
    ...{ problem: 'it ended with SIGKILL', diedAt: 'GET /b', unknown: [] },
    routes: [
      {
        ...{ route: 'GET /a', request: 'GET /a', bytes: 9, statuses: { 200: 38, 503: 2 } },
        ...{ unexpected: 2, timeouts: 1, broken: 0 },
        rounds: [0.5, 0.4, 0.6].map((bare) => ({
          service: percentiles(bare * 3),
          bare: percentiles(bare),
        })),
      },
      {
        ...{ route: 'GET /b', request: 'GET /b', bytes: 0, statuses: {}, unexpected: 0 },
        ...{ timeouts: 0, broken: 4, rounds: [] },
      },
    ],
    undriven: [{ route: 'GET /c/{id}', reason: 'no example of its parameter id' }],
  });
  expect(text.split('\n').slice(4)).toEqual([
    'It came no further than: drive. it ended with SIGKILL',
    '',
    '| route | p50 ms | times | p95 ms | times | p99 ms | times | bare p50 ms | its spread | answers | failed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |',
    '| GET /a | 1.50 | 3.0 | 3.00 | 3.0 | 6.00 | 3.0 | 0.50 | 40 % | 38 × 200, 2 × 503 | 3 |',
    '| GET /b | - | - | - | - | - | - | - | - | - | 4 |',
    '',
    '- not driven: GET /c/{id}, no example of its parameter id',
    '',
  ]);
});
