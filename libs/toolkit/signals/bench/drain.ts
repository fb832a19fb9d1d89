/**
 * Drain, a parser of logs by a tree of fixed depth (He et al., ICWS 2017), as the peer of the benchmark: lines go to groups by their
 * count of tokens and their first tokens, and there to the group that shares the most tokens, if it shares enough of them.
 */
export class Drain {
  readonly #root = new Map<string, Node>();
  readonly #depth: number;
  readonly #similarity: number;
  readonly #maxChildren = 100;
  #groups = 0;

  /** Depth 4 and similarity 0.4 are what the authors publish; a depth of 4 has one layer for the length and two for tokens. */
  constructor({ depth = 4, similarity = 0.4 } = {}) {
    this.#depth = depth - 2;
    this.#similarity = similarity;
  }

  /** The number of the line's group. */
  add(line: string): number {
    const tokens = line.trim().split(/\s+/);
    const leaf = this.#leaf(tokens);
    let best: Group | undefined;
    let bestShare = -1;
    let bestWild = -1;
    for (const group of leaf.groups) {
      let same = 0;
      let wild = 0;
      for (const [index, token] of group.tokens.entries()) {
        if (token === '<*>') wild += 1;
        else if (token === tokens[index]) same += 1;
      }
      const share = same / tokens.length;
      if (share > bestShare || (share === bestShare && wild > bestWild)) {
        best = group;
        bestShare = share;
        bestWild = wild;
      }
    }
    if (best === undefined || bestShare < this.#similarity) {
      leaf.groups.push({ id: this.#groups, tokens });
      this.#groups += 1;
      return this.#groups - 1;
    }
    for (const [index, token] of tokens.entries()) {
      if (best.tokens[index] !== token) best.tokens[index] = '<*>';
    }
    return best.id;
  }

  #leaf(tokens: readonly string[]): Node {
    let node = child(this.#root, String(tokens.length));
    for (let layer = 0; layer < Math.min(this.#depth, tokens.length); layer += 1) {
      const token = tokens[layer] ?? '';
      const known = node.children.get(token);
      if (known !== undefined) node = known;
      else if (/\d/.test(token) || node.children.size >= this.#maxChildren) {
        node = child(node.children, '<*>');
      } else node = child(node.children, token);
    }
    return node;
  }
}

interface Group {
  readonly id: number;
  readonly tokens: string[];
}

interface Node {
  readonly children: Map<string, Node>;
  readonly groups: Group[];
}

function child(children: Map<string, Node>, key: string): Node {
  const known = children.get(key);
  if (known !== undefined) return known;
  const made: Node = { children: new Map(), groups: [] };
  children.set(key, made);
  return made;
}
