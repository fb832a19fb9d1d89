import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../caller.ts';
import { call } from '../caller.ts';
import type { PersonKey } from '../people.ts';
import type { ServiceName } from '../service-list.ts';
import { ServicesError } from '../service-process.ts';
import type { Step } from './steps.ts';
import { filled, memberAt } from './steps.ts';

export interface WalkOptions {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly tokens: Readonly<Record<PersonKey, string>>;
  /** 32 hexadecimal digits: what is done is of this trace. */
  readonly traceId: string;
  readonly beforeStep?: (step: Step) => Promise<void>;
  readonly afterStep?: (step: Step, answer: Answer) => void;
  /** Seconds for what happens in the background. @default 60 */
  readonly patience?: number;
}

/** What came of the steps. */
export interface Walked {
  readonly kept: Readonly<Record<string, string>>;
  /** In the order of the steps. */
  readonly answers: readonly Answer[];
}

/** Makes the calls of a walk-through. @throws ServicesError where one is answered otherwise than it should */
export async function walk(steps: readonly Step[], options: WalkOptions): Promise<Walked> {
  const kept: Record<string, string> = {};
  const answers: Answer[] = [];
  for (const step of steps) {
    await options.beforeStep?.(step);
    const answer = await answered(step, kept, options);
    answers.push(answer);
    const [name, path] = step.keeps ?? [];
    if (name !== undefined && path !== undefined) kept[name] = String(memberAt(answer.body, path));
    options.afterStep?.(step, answer);
  }
  return { kept, answers };
}

async function answered(
  step: Step,
  kept: Readonly<Record<string, string>>,
  options: WalkOptions,
): Promise<Answer> {
  const until = Date.now() + (options.patience ?? 60) * 1000;
  for (;;) {
    const answer = await ask(step, kept, options);
    const isThere = step.shows.every((one) => memberAt(answer.body, one) != null);
    if (answer.status < 300 && isThere) return answer;
    if (step.waits !== true || Date.now() > until) {
      throw new ServicesError(
        `"${step.tells}": ${step.service} answered ${answer.status} to ${filled(step.path, kept)}: ${answer.bytes.toString().slice(0, 1000)}`,
      );
    }
    await sleep(250);
  }
}

async function ask(
  { as, service, path, body, ifMatch }: Step,
  kept: Readonly<Record<string, string>>,
  { urls, tokens, traceId }: WalkOptions,
): Promise<Answer> {
  const token = as === undefined ? undefined : tokens[as];
  const at = (one: string): string => `${urls[service]}${filled(one, kept)}`;
  const seen = ifMatch === undefined ? undefined : await call(at(ifMatch), token);
  const etag = seen?.headers.get('etag');
  if (body === undefined) return call(at(path), token);
  return call(at(path), token, {
    body,
    headers: {
      // What is only looked at is no part of it. The span above all of them is the client's own, who keeps it to themselves.
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      ...(etag == null ? {} : { 'if-match': etag }),
    },
  });
}
