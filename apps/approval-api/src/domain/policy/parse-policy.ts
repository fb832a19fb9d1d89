import type { z } from 'zod';
import { findContradictions } from './contradictions.ts';
import type { Policy } from './policy.ts';
import { policySchema } from './policy.ts';

/** What is wrong with a policy, and where: `steps[1].parallel[0].quorum`. */
export interface PolicyProblem {
  readonly place: string;
  readonly message: string;
}

export type ParsedPolicy =
  | { readonly policy: Policy; readonly problems: readonly [] }
  | { readonly policy?: never; readonly problems: readonly PolicyProblem[] };

/** A policy out of what a file says; or everything that is wrong with it, not only the first. */
export function parsePolicy(input: unknown): ParsedPolicy {
  const { success, data, error } = policySchema.safeParse(input);
  if (!success) return { problems: error.issues.flatMap((issue) => problemsOf(issue, input)) };
  const problems = findContradictions(data);
  return problems.length === 0 ? { policy: data, problems: [] } : { problems };
}

/** A step or parallel steps: of the two attempts, what the one says that was meant. */
function problemsOf(
  issue: z.core.$ZodIssue,
  value: unknown,
  before: readonly PropertyKey[] = [],
): PolicyProblem[] {
  const path = [...before, ...issue.path];
  if (issue.code !== 'invalid_union' || path[0] !== 'steps' || path.at(-2) !== 'steps')
    return [{ place: placeOf(path), message: issue.message }];
  const meant = Reflect.has(Object(at(value, issue.path)), 'parallel') ? 1 : 0;
  return (issue.errors[meant] ?? []).flatMap((inner) => problemsOf(inner, undefined, path));
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : text === ''
          ? String(key)
          : `${text}.${String(key)}`,
    '',
  );
}
