import { z } from 'zod';
import { amount } from '../domain/amount.ts';
import type { BoundPolicy, BoundStep } from '../domain/policy/policy.ts';
import { verdicts } from '../domain/request.ts';
import { standingOf } from '../domain/standing.ts';
import { states } from '../domain/transitions.ts';
import { oneLine } from './text.ts';
import type { LoadedRequest } from '../store/approval-store.ts';

const time = z.iso.datetime();
const decider = z.union([z.object({ person: z.string() }), z.object({ role: z.string() })]);

export const subject = z
  .strictObject({
    type: oneLine(80),
    id: oneLine(200),
    version: oneLine(80),
  })
  .meta({
    id: 'Subject',
    description: 'What approval is asked for, in the words of the system that asks.',
    example: { type: 'purchase', id: 'po-1042', version: '1' },
  });

const summaryShape = {
  id: z.uuid(),
  title: z.string(),
  subject,
  policy: z.object({ name: z.string(), version: z.int() }),
  requester: z.string(),
  filedBy: z.string().describe('Who sent it: the requester, or a machine that asks for them.'),
  amount: amount.optional(),
  state: z.enum(states),
  version: z.int().describe('Counts everything that happened to it; the ETag.'),
  createdAt: time,
  updatedAt: time,
  expiresAt: time.optional().describe('When it expires unless something is decided before.'),
} as const;

export const requestSummary = z.object(summaryShape).meta({ id: 'RequestSummary' });

const decision = z
  .object({
    step: z.string(),
    decision: z.enum(verdicts),
    by: z.string(),
    name: z.string().optional(),
    onBehalfOf: z.string().describe('For whom: the same as `by` unless by a delegate.'),
    at: time,
    version: z.int().describe('The version that they saw.'),
    comment: z.string().optional(),
  })
  .meta({ id: 'Decision' });

const step = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    stage: z.int().describe('Stages follow each other; steps of one stage are side by side.'),
    state: z
      .enum(['open', 'done', 'closed'])
      .describe('Open: it is its turn. Done: its quorum is reached. Closed: neither.'),
    deciders: z.array(decider),
    quorum: z.int(),
    approvals: z.int(),
    missing: z.int().describe('Approvals still to come.'),
    openedAt: time.optional(),
    escalatesAt: time.optional(),
    expiresAt: time.optional(),
  })
  .meta({ id: 'Step' });

export const requestView = z
  .object({
    ...summaryShape,
    payload: z.record(z.string(), z.unknown()),
    steps: z.array(step),
    decisions: z.array(decision),
    auditHead: z.string().describe('Hash of the last entry of its trail, hexadecimal.'),
  })
  .meta({ id: 'Request' });

export function summaryOf({ request, decisions }: LoadedRequest): z.input<typeof requestSummary> {
  // As of its last entry, so that one version says one thing.
  const { expiresAt } = standingOf(request, decisions, request.updatedAt);
  const { id, title, policy, requester, filedBy, state, version } = request;
  return {
    ...{ id, title, subject: request.subject, requester, filedBy, state, version },
    policy: { name: policy.name, version: policy.version },
    ...(request.amount === undefined ? {} : { amount: request.amount }),
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
  };
}

export function viewOf(loaded: LoadedRequest): z.input<typeof requestView> {
  const { request, decisions } = loaded;
  return {
    ...summaryOf(loaded),
    // What was taken is an object; the column holds nothing else.
    payload: Object(request.payload),
    steps: stepsOf(request.policy, loaded),
    decisions: decisions.map(({ step: name, verdict, at, seen, ...rest }) => ({
      ...{ step: name, decision: verdict, at: at.toISOString(), version: seen },
      ...rest,
    })),
    auditHead: request.head.toString('hex'),
  };
}

function stepsOf({ stages }: BoundPolicy, loaded: LoadedRequest): z.input<typeof step>[] {
  const { request, decisions } = loaded;
  const { openSteps } = standingOf(request, decisions, request.updatedAt);
  return stages.flatMap((stage, index) =>
    stage.map((one) => {
      const open = openSteps.find(({ name }) => name === one.name);
      const approvals = open?.approvals ?? approvalsOf(one, loaded);
      return {
        ...{ name: one.name, stage: index, quorum: one.quorum, approvals },
        ...(one.title === undefined ? {} : { title: one.title }),
        state: open !== undefined ? 'open' : approvals >= one.quorum ? 'done' : 'closed',
        deciders: [...(open?.deciders ?? one.deciders)],
        missing: Math.max(0, one.quorum - approvals),
        ...(open === undefined ? {} : { openedAt: open.openedAt.toISOString() }),
        ...(open?.escalatesAt === undefined ? {} : { escalatesAt: open.escalatesAt.toISOString() }),
        ...(open?.expiresAt === undefined ? {} : { expiresAt: open.expiresAt.toISOString() }),
      } as const;
    }),
  );
}

function approvalsOf({ name }: BoundStep, { decisions }: LoadedRequest): number {
  return decisions.filter(({ step: of, verdict }) => of === name && verdict === 'approve').length;
}
