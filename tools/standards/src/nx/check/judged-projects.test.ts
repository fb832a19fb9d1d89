import type { Task } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import { judgedProjects } from './judged-projects.ts';

const task = (project: string, target: string): Task => ({
  id: `${project}:${target}`,
  target: { project, target },
  overrides: {},
  outputs: [],
  parallelism: true,
  cache: true,
});

describe('judgedProjects', () => {
  const tasks = {
    'a:standards': task('a', 'standards'),
    'b:build': task('b', 'build'),
    'c:standards': task('c', 'standards'),
  };

  it('has the projects of one target', () => {
    expect(judgedProjects({ tasks }, 'standards')).toStrictEqual(['a', 'c']);
  });

  it('is empty without a graph', () => {
    expect(judgedProjects(undefined, 'standards')).toStrictEqual([]);
  });
});
