import { canonical } from '../document/canonical.ts';
import type { Node } from '../document/node.ts';
import { followed, isObject } from '../document/node.ts';
import type { Pair, Walk } from './compare-schemas.ts';
import { compareSchemas, report } from './compare-schemas.ts';
import type { AllOf, Schema } from './merge.ts';
import { without } from './merge.ts';

/** One alternative: with all that must hold beside it, where the other side has no alternatives. */
interface Branch {
  readonly all: AllOf;
  readonly node: Node;
  /** How it is known: by its reference, its title, its only type. */
  readonly name: string | undefined;
}

/**
 * Compares alternatives. For a request each old one must still be taken by some new one; in a response each new one must be
 * what some old one was. One that is neither is told of in detail where its counterpart is clear, else it is gone, or new.
 */
export function compareGroups(pair: Pair, walk: Walk): void {
  const { base, head } = pair;
  if (base.groups.length > 1 || head.groups.length > 1) {
    compareSeveral(pair, walk);
    return;
  }
  const whole = base.groups.length !== head.groups.length;
  const [from, to] = [branchesOf(base, whole), branchesOf(head, whole)];
  const isRequest = walk.direction === 'request';
  const fits = (one: Branch, other: Branch): boolean => {
    let clean = true;
    compareBranch(pair, one, other, { ...walk, sink: () => (clean = false) });
    return clean;
  };
  const left = isRequest
    ? from.filter((one) => !to.some((other) => fits(one, other)))
    : to.filter((other) => !from.some((one) => fits(one, other)));
  if (left.length === 0) return;
  const others = isRequest
    ? to.filter((other) => !from.some((one) => fits(one, other)))
    : from.filter((one) => !to.some((other) => fits(one, other)));
  for (const branch of left) {
    const counterpart =
      others.find(({ name }) => name !== undefined && name === branch.name) ??
      (left.length === 1 && others.length === 1 ? others[0] : undefined);
    if (counterpart) {
      const [one, other] = isRequest ? [branch, counterpart] : [counterpart, branch];
      compareBranch(pair, one, other, walk);
      continue;
    }
    const shown = branch.name ?? 'one';
    report(pair, walk, isRequest ? 'request-branch-removed' : 'response-branch-added', {
      says: isRequest
        ? `takes the alternative ${shown} no more`
        : `may be the alternative ${shown} now`,
      was: `${from.length} alternative${from.length === 1 ? '' : 's'}`,
      is: `${to.length} alternative${to.length === 1 ? '' : 's'}`,
      base: isRequest ? branch.node : undefined,
      head: isRequest ? undefined : branch.node,
    });
  }
}

function compareBranch({ where }: Pair, one: Branch, other: Branch, walk: Walk): void {
  compareSchemas(one.all, other.all, where, { base: one.node, head: other.node }, walk);
}

function branchesOf(schema: Schema, whole: boolean): readonly Branch[] {
  const own = schema.leaves.map((leaf) => without(leaf, ['oneOf', 'anyOf']));
  const [group] = schema.groups;
  if (!group) return [{ all: own, node: schema.node, name: undefined }];
  return group.map((node) => ({ all: whole ? [...own, node] : [node], node, name: nameOf(node) }));
}

function nameOf(node: Node): string | undefined {
  const own = isObject(node.value) ? node.value : {};
  if (typeof own['$ref'] === 'string') return own['$ref'].slice(own['$ref'].lastIndexOf('/') + 1);
  const { value } = followed(node);
  if (!isObject(value)) return undefined;
  if (typeof value['title'] === 'string') return value['title'];
  return typeof value['type'] === 'string' && value['type'] !== 'object'
    ? value['type']
    : undefined;
}

/** Several lists of alternatives at once are equal, or nobody can tell. */
function compareSeveral(pair: Pair, walk: Walk): void {
  const [from, to] = [pair.base, pair.head].map(({ groups }) =>
    groups
      .map((group) =>
        group
          .map((node) => canonical(node))
          .sort()
          .join(' or '),
      )
      .sort()
      .join(' and '),
  );
  if (from === to) return;
  report(pair, walk, 'schema-not-comparable', {
    says: 'has other lists of alternatives',
    was: `${pair.base.groups.length} lists of alternatives`,
    is: `${pair.head.groups.length} lists of alternatives`,
  });
}
