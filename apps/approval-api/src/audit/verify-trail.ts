import { standingOf } from '../domain/standing.ts';
import type { Happening } from '../domain/transitions.ts';
import { stateAfter } from '../domain/transitions.ts';
import { isOwn } from '../domain/who-may-decide.ts';
import type { RecordedDecision, StoredRequest } from '../store/approval-store.ts';
import { decisionOf } from '../trail/decision-of.ts';
import type { Action, Entry } from './entry.ts';
import { hashOfEntry, sha256 } from './entry.ts';
import type { Finding, FindingKind } from './finding.ts';

/**
 * Holds a request and its trail, in the order of their numbers, against the hashes and against the rules. Finds what was done to
 * the rows by somebody who could not compute the hashes of everything after anew; who could is found by a checkpoint, or by a
 * hash that was kept elsewhere.
 */
export function verifyTrail(request: StoredRequest, entries: readonly Entry[]): Finding[] {
  const found = (kind: FindingKind, message: string, sequence?: number): Finding => ({
    ...{ kind, requestId: request.id, message },
    ...(sequence === undefined ? {} : { sequence }),
  });
  const findings: Finding[] = [];
  let before: Entry | undefined;
  for (const entry of entries) {
    const expected = (before?.sequence ?? 0) + 1;
    if (entry.sequence > expected)
      findings.push(
        found(
          'removed',
          `${count(entry.sequence - expected)} missing before entry ${entry.sequence}.`,
          expected,
        ),
      );
    const wrong = wrongIn(entry, before, request.version);
    if (wrong !== undefined) findings.push(found(...wrong, entry.sequence));
    before = entry;
  }
  const last = before?.sequence ?? 0;
  if (last < request.version)
    findings.push(
      found(
        'truncated',
        `The trail ends with entry ${last}; the request is at ${request.version}.`,
        last + 1,
      ),
    );
  // On broken trails the rest would repeat the same.
  if (findings.length > 0) return findings;
  return [
    ...verifyContent(request, entries[0]).map((message) => found('changed', message, 1)),
    ...verifyRules(request, entries).map(([sequence, message]) =>
      found('impossible', message, sequence),
    ),
    ...verifyEnd(request, before).map((message) => found('state-differs', message)),
  ];
}

function wrongIn(
  entry: Entry,
  before: Entry | undefined,
  version: number,
): [FindingKind, string] | undefined {
  if (!hashOfEntry(entry).equals(entry.hash)) {
    const was = placeOf(entry, Math.max(version, entry.sequence) + 1);
    return was === undefined
      ? ['changed', `Entry ${entry.sequence} (${entry.action}) is not what its hash was made of.`]
      : ['reordered', `Entry ${entry.sequence} (${entry.action}) was entry ${was}.`];
  }
  const hasGap = entry.sequence !== (before?.sequence ?? 0) + 1;
  if (hasGap || equal(entry.previous, before?.hash ?? null)) return undefined;
  return [
    'changed',
    `Entry ${entry.sequence} (${entry.action}) was made after another than entry ${entry.sequence - 1}.`,
  ];
}

/** The number for which the entry's hash was made. */
function placeOf(entry: Entry, last: number): number | undefined {
  for (let sequence = 1; sequence <= last; sequence++)
    if (hashOfEntry({ ...entry, sequence }).equals(entry.hash)) return sequence;
  return undefined;
}

function equal(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

function count(entries: number): string {
  return entries === 1 ? '1 entry is' : `${entries} entries are`;
}

/** What was asked for is committed to by the first entry. */
function verifyContent({ payload, policy }: StoredRequest, first: Entry | undefined): string[] {
  const { payloadSha256, policy: said } = first?.data ?? {};
  return [
    ...(sha256(payload).toString('hex') === payloadSha256
      ? []
      : ['The payload is not the one that was asked for.']),
    ...(sha256(policy).toString('hex') === Reflect.get(Object(said), 'sha256')
      ? []
      : ['The policy is not the one that was asked under.']),
  ];
}

/** Every decision again, by the rules: what state it led to, and that nobody decided on their own. */
function verifyRules(request: StoredRequest, entries: readonly Entry[]): [number, string][] {
  const decisions: RecordedDecision[] = [];
  return entries.flatMap((entry, index): [number, string][] => {
    if (entry.action !== 'decided') return misplaced(entry, entries[index - 1]);
    const decision = decisionOf(entry);
    decisions.push(decision);
    if (isOwn(request, decision.by) || isOwn(request, decision.onBehalfOf))
      return [[entry.sequence, `${decision.by} decided on their own request.`]];
    const { state } = standingOf({ ...request, state: 'pending' }, decisions, entry.at);
    return state === entry.state
      ? []
      : [[entry.sequence, `It is recorded as ${entry.state}; by its decisions it was ${state}.`]];
  });
}

const happenings: Readonly<Record<Exclude<Action, 'requested' | 'decided'>, Happening>> = {
  withdrawn: 'withdraw',
  expired: 'expire',
  escalated: 'escalate',
  attached: 'attach',
  commented: 'comment',
  certified: 'certify',
};

/** What the table of transitions doesn't have. */
function misplaced(
  { action, state, sequence }: Entry,
  before: Entry | undefined,
): [number, string][] {
  const isRight =
    action === 'requested' || action === 'decided'
      ? before === undefined && state === 'pending'
      : before !== undefined && stateAfter(before.state, happenings[action]) === state;
  return isRight
    ? []
    : [[sequence, `A request that is ${before?.state ?? 'new'} can't be ${action}.`]];
}

function verifyEnd(request: StoredRequest, last: Entry | undefined): string[] {
  if (last === undefined) return [];
  const differs: string[] = [];
  if (request.state !== last.state)
    differs.push(`The request is ${request.state}; its trail ends with ${last.state}.`);
  if (request.version !== last.sequence || !request.head.equals(last.hash))
    differs.push(
      `The request is at ${request.version}; its trail ends with entry ${last.sequence}.`,
    );
  return differs;
}
