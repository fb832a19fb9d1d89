import type { Publication } from '@h-j-petroleum/toolkit-service';
import type { Action, Entry } from '../audit/entry.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { ApprovalRequest, Decision, Subject } from '../domain/request.ts';
import type { State } from '../domain/transitions.ts';

/** Where the outcome is sent, and the name of the secret that signs it. */
export interface Callback {
  readonly url: string;
  readonly secretName: string;
}

export interface StoredRequest extends ApprovalRequest {
  readonly id: string;
  readonly subject: Subject;
  readonly title: string;
  readonly payload: unknown;
  readonly callback?: Callback;
  /** Number of its last entry. */
  readonly version: number;
  /** Hash of its last entry. */
  readonly head: Buffer;
  readonly updatedAt: Date;
}

export interface RecordedDecision extends Decision {
  readonly comment?: string;
  /** Name of who decided, as their token said it then. */
  readonly name?: string;
  /** The version of the request that they saw. */
  readonly seen: number;
}

/** Everything that the rules look at. */
export interface LoadedRequest {
  readonly request: StoredRequest;
  /** In the order in which they were taken. */
  readonly decisions: readonly RecordedDecision[];
  /** Names of the steps whose escalation is on record. */
  readonly escalated: readonly string[];
}

/** For whom a request waits, to find it by; see `standingOf` for who may decide. */
export interface Waiting {
  readonly people: readonly string[];
  readonly roles: readonly string[];
  readonly nextDeadline?: Date;
}

export interface StoredDelegation extends Delegation {
  readonly id: string;
  readonly reason?: string;
  readonly createdAt: Date;
}

/** Who looks. Without a viewer the service itself looks, which sees everything. */
export interface Viewer {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly now: Date;
  /** Whether what they see as an auditor alone is left out. */
  readonly withoutAudit?: true;
}

export interface RequestFilter {
  readonly state?: State | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly policy?: string | undefined;
  readonly requester?: string | undefined;
  /** Only what may wait for the viewer's decision. */
  readonly waiting?: boolean | undefined;
}

/** Place of a request in the list, which begins with the newest. */
export interface Place {
  readonly createdAt: Date;
  readonly id: string;
}

/** What a decision is made of. */
export interface ToDecide {
  readonly loaded: LoadedRequest;
  readonly delegations: readonly StoredDelegation[];
}

/** Requests and their trails. */
export interface RequestStore {
  /** A new request with its first entry. */
  insert(request: StoredRequest, entry: Entry, waiting: Waiting): Promise<void>;
  /** A request, if there is one that the viewer may see. */
  find(id: string, viewer?: Viewer): Promise<LoadedRequest | undefined>;
  /** The same, with the delegations by which the viewer decides for others now. */
  findToDecide(id: string, viewer: Viewer): Promise<ToDecide | undefined>;
  /** What the viewer may see, the newest first. */
  list(
    viewer: Viewer,
    filter: RequestFilter,
    limit: number,
    after?: Place,
  ): Promise<LoadedRequest[]>;
  /**
   * Adds an entry to the trail and moves the request to its state, both or neither. Answers `false`, and does nothing, where
   * the request is not at the version before the entry's any more: of many who saw the same version one gets through. With
   * it go the jobs that follow from it, by the same statement.
   */
  append(entry: Entry, waiting: Waiting, jobs?: readonly Publication[]): Promise<boolean>;
  /** Entries of a request after a sequence number, in order; of one action where it's given. */
  trail(id: string, after: number, limit: number, action?: Action): Promise<Entry[]>;
  /** The entry that ended a request, by its hash. */
  outcomeByHash(hash: Buffer): Promise<Entry | undefined>;
  /** Requests whose next deadline has come, the longest overdue first. */
  due(now: Date, limit: number): Promise<string[]>;
}

export interface DelegationStore {
  add(delegation: StoredDelegation): Promise<void>;
  find(id: string): Promise<StoredDelegation | undefined>;
  /** Those that hold now, by which somebody decides for others. */
  holdingFor(delegate: string, now: Date): Promise<StoredDelegation[]>;
  /** Those that somebody gave or was given, the newest first. */
  of(subject: string, limit: number, after?: Place): Promise<StoredDelegation[]>;
  /** Ends one from now on. Answers `false` where there is none of this delegator that still holds or will. */
  revoke(id: string, delegator: string, now: Date): Promise<boolean>;
}
