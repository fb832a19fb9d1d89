import type { Project } from '@h-j-petroleum/standards-engine';
import { expect, it } from 'vitest';
import { optionsSchema } from './options.ts';
import { serviceOf } from './service.ts';

it('lays the settings of all entries that match over one another, variable by variable', () => {
  const project: Project = {
    ...{ id: 'api', name: 'api', root: 'apps/api', tags: ['service'], manifest: undefined },
  };
  const options = optionsSchema.parse({
    services: {
      'apps/*': { command: ['node', 'a.js'], environment: { A: '1', B: '1' } },
      'tag:service': { startSeconds: 5, environment: { B: '2' } },
      'tag:other': { startSeconds: 9 },
      service: { startSeconds: 9 },
      api: { command: ['node', 'b.js'] },
    },
  });
  expect(serviceOf(project, options)).toEqual({
    ...{ command: ['node', 'b.js'], startSeconds: 5, environment: { A: '1', B: '2' } },
  });
});
