import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCircles, findComponents, shortestCircle } from './circles.ts';

const none = (): Set<number> => new Set();

describe('findComponents', () => {
  it('finds none in a graph that only goes down', () => {
    expect(findComponents([[1, 2], [3], [3], []])).toEqual([]);
  });

  it('tells two circles apart, by their smallest node, each sorted', () => {
    // 5 -> 1 -> 5, 0 -> 4 -> 2 -> 0, and 3 between them.
    expect(findComponents([[4], [5], [0, 3], [1], [2], [1]])).toEqual([
      [0, 2, 4],
      [1, 5],
    ]);
  });

  it('takes circles that share a node for one component', () => {
    expect(findComponents([[1], [0, 2], [1]])).toEqual([[0, 1, 2]]);
  });

  it('is not stopped by depth', () => {
    const length = 50_000;
    const chain = Array.from({ length }, (_, node) => [(node + 1) % length]);
    expect(findComponents(chain)[0]?.length).toBe(length);
  });
});

describe('shortestCircle', () => {
  const all = new Set([0, 1, 2, 3]);

  it('starts with the smallest node and takes the shorter way', () => {
    expect(shortestCircle([[1], [2, 3], [0], [2]], 1, 2, all)).toEqual([0, 1, 2]);
  });

  it('takes the way over smaller nodes of two equally short ones', () => {
    expect(shortestCircle([[1], [2, 3], [0], [0]], 0, 1, all)).toEqual([0, 1, 2]);
  });

  it('is undefined where the edge is on no circle or leaves what may be used', () => {
    expect(shortestCircle([[1], [], [], []], 0, 1, all)).toBeUndefined();
    expect(shortestCircle([[1], [2], [0]], 0, 1, new Set([0, 1]))).toBeUndefined();
  });
});

describe('findCircles', () => {
  it('holds every edge of a component in some circle', () => {
    // 0 <-> 1, 1 <-> 2, and a chord from 0 to 2.
    expect(findCircles([[1, 2], [0, 2], [1]], none(), 20)).toEqual([
      {
        component: [0, 1, 2],
        circles: [
          [0, 1],
          [0, 2, 1],
          [1, 2],
        ],
        more: 0,
      },
    ]);
  });

  it('leaves edges that are known already', () => {
    const covered = new Set([0 * 3 + 1, 1 * 3 + 0]);
    expect(findCircles([[1], [0, 2], [1]], covered, 20)).toEqual([
      { component: [0, 1, 2], circles: [[1, 2]], more: 0 },
    ]);
    expect([...covered].sort()).toEqual([1, 3, 5, 7]);
  });

  it('counts the edges that are on no circle shown', () => {
    const covered = none();
    expect(findCircles([[1, 2, 3], [0], [0], [0]], covered, 2)).toEqual([
      {
        component: [0, 1, 2, 3],
        circles: [
          [0, 1],
          [0, 2],
        ],
        more: 2,
      },
    ]);
    expect(covered.size).toBe(6);
  });

  it('agrees with brute force on any graph', () => {
    const graphs = fc.integer({ min: 1, max: 8 }).chain((size) =>
      fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(graphs, (rows) => {
        const graph = rows.map((row, node) =>
          row.filter((to) => to !== node).sort((a, b) => a - b),
        );
        const found = findCircles(graph, none(), Infinity);
        const onCircles = new Set<string>();
        const seen = new Set<string>();
        for (const { component, circles, more } of found) {
          expect(more).toBe(0);
          for (const circle of circles) {
            // A simple circle of real edges, told once, from its smallest node on.
            expect(new Set(circle).size).toBe(circle.length);
            expect(circle[0]).toBe(Math.min(...circle));
            expect(seen.has(circle.join())).toBe(false);
            seen.add(circle.join());
            const edges = circle.map(
              (node, at) => [node, circle[(at + 1) % circle.length] ?? -1] as const,
            );
            for (const [from, to] of edges) {
              expect(component).toContain(from);
              expect(graph[from]).toContain(to);
              onCircles.add(`${from}>${to}`);
            }
            // No shorter one goes through each of its edges.
            const lengths = edges.map(([from, to]) => distance(graph, to, from) + 1);
            expect(lengths).toContain(circle.length);
          }
        }
        const expected = graph.flatMap((row, from) =>
          row.filter((to) => distance(graph, to, from) < Infinity).map((to) => `${from}>${to}`),
        );
        expect([...onCircles].sort()).toEqual(expected.sort());
      }),
    );
  });
});

/** How many edges the shortest way takes, by trying all lengths. */
function distance(graph: readonly (readonly number[])[], from: number, to: number): number {
  let reached = new Set([from]);
  for (let length = 0; length <= graph.length; length++) {
    if (reached.has(to)) return length;
    reached = new Set([...reached].flatMap((node) => graph[node] ?? []));
  }
  return Infinity;
}
