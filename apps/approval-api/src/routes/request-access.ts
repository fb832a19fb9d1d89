import { problem } from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../domain/request.ts';
import type { Viewer } from '../store/approval-store.ts';
import { readableName } from '../views/text.ts';

/** Of routes about one request: nobody's role opens it; who has to do with it sees it. */
export const ownAlone = { roles: [], own: true } as const;

/** The same for what only people do. */
export const ownPeopleAlone = { ...ownAlone, kind: 'person' } as const;

export const byId = z.object({ id: z.uuid() });

export function actorOf(request: FastifyRequest): Actor {
  const { subject, kind, roles, name } = request.caller();
  const readable = readableName(name);
  return { subject, kind, roles, ...(readable === undefined ? {} : { name: readable }) };
}

export function viewerOf(request: FastifyRequest, now: Date): Viewer {
  const { subject, roles } = request.caller();
  return { subject, roles, now };
}

/** What the store found for the viewer is theirs; what it did not find does not exist for them. */
export function visible<Found>(request: FastifyRequest, found: Found | undefined): Found {
  request.owned(found === undefined ? [] : request.caller().subject, 'request');
  if (found === undefined) throw problem('not-found', 'There is no such request.');
  return found;
}
