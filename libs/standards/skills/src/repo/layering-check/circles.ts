/** A directed graph: the neighbours of each node, by position. */
export type Adjacency = readonly (readonly number[])[];

/**
 * Strongly connected components of more than one node (Tarjan 1972), each sorted, in the order of their smallest node.
 * Not recursive: a chain of packages may be deeper than the stack.
 */
export function findComponents(graph: Adjacency): number[][] {
  const order = new Array<number>(graph.length).fill(-1);
  const low = new Array<number>(graph.length).fill(0);
  const onStack = new Array<boolean>(graph.length).fill(false);
  const stack: number[] = [];
  const components: number[][] = [];
  let count = 0;
  const enter = (node: number): { node: number; next: number } => {
    order[node] = low[node] = count++;
    stack.push(node);
    onStack[node] = true;
    return { node, next: 0 };
  };
  const lowOf = (node: number): number => low[node] ?? 0;

  for (let start = 0; start < graph.length; start++) {
    if (order[start] !== -1) continue;
    const calls = [enter(start)];
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const { node } = call;
      const neighbour = graph[node]?.[call.next++];
      if (neighbour === undefined) {
        calls.pop();
        const caller = calls.at(-1);
        if (caller) low[caller.node] = Math.min(lowOf(caller.node), lowOf(node));
        if (low[node] !== order[node]) continue;
        const component = stack.splice(stack.lastIndexOf(node));
        for (const member of component) onStack[member] = false;
        if (component.length > 1) components.push(component.sort((a, b) => a - b));
      } else if (order[neighbour] === -1) calls.push(enter(neighbour));
      else if (onStack[neighbour]) {
        low[node] = Math.min(lowOf(node), order[neighbour] ?? 0);
      }
    }
  }
  return components.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/**
 * The shortest circle through an edge, as nodes in order, from its smallest node on; undefined where the edge is on
 * none. Of two that are equally short, the one with smaller neighbours.
 *
 * @param inside the nodes that the circle may use
 */
export function shortestCircle(
  graph: Adjacency,
  from: number,
  to: number,
  inside: ReadonlySet<number>,
): number[] | undefined {
  const previous = new Map<number, number>([[to, -1]]);
  const queue = [to];
  for (const node of queue) {
    if (node === from) break;
    for (const neighbour of graph[node] ?? []) {
      if (!inside.has(neighbour) || previous.has(neighbour)) continue;
      previous.set(neighbour, node);
      queue.push(neighbour);
    }
  }
  if (!previous.has(from)) return undefined;
  const circle: number[] = [];
  for (let node: number | undefined = from; node !== undefined && node !== -1;) {
    circle.unshift(node);
    node = previous.get(node);
  }
  const smallest = circle.indexOf(Math.min(...circle));
  return [...circle.slice(smallest), ...circle.slice(0, smallest)];
}

/** The circles of one component. */
export interface ComponentCircles {
  /** Sorted. */
  readonly component: readonly number[];
  readonly circles: readonly (readonly number[])[];
  /** Edges of the component that are on none of the circles shown, because there would be too many. */
  readonly more: number;
}

/**
 * For every component, circles that together hold each of its edges, each circle the shortest through some edge. So an
 * edge that is added to a component is always seen, and breaking the circles shown breaks them all in the end.
 *
 * @param covered edges (`from * graph.length + to`) that are on a known circle already; those found are added
 * @param limit the most circles for one component
 */
export function findCircles(
  graph: Adjacency,
  covered: Set<number>,
  limit: number,
): ComponentCircles[] {
  return findComponents(graph).map((component) => {
    const inside = new Set(component);
    const circles: number[][] = [];
    let more = 0;
    for (const from of component) {
      for (const to of graph[from] ?? []) {
        const key = from * graph.length + to;
        if (!inside.has(to) || covered.has(key)) continue;
        const circle = circles.length < limit ? shortestCircle(graph, from, to, inside) : undefined;
        if (!circle) {
          covered.add(key);
          more++;
          continue;
        }
        circles.push(circle);
        circle.forEach((node, at) => {
          covered.add(node * graph.length + (circle[(at + 1) % circle.length] ?? 0));
        });
      }
    }
    return { component, circles, more };
  });
}
