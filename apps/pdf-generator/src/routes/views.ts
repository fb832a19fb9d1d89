import { z } from 'zod';
import { states } from '../domain/states.ts';
import { failure, type DocumentRow } from '../store/documents.ts';
import { locale } from '../values/locale.ts';

/** A document as it is answered. Without its bytes: these are at `content`. */
export const documentView = z
  .object({
    id: z.uuid(),
    template: z.string(),
    locale,
    state: z.enum(states),
    owner: z.string().describe('who asked for it'),
    rows: z.int().describe('rows of its table'),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('when it is removed'),
    progress: z
      .object({ ahead: z.int().describe('documents that are made before it') })
      .optional()
      .describe('while it is queued or making'),
    endedAt: z.iso.datetime().optional(),
    pages: z.int().optional(),
    bytes: z.int().optional(),
    sha256: z.string().optional().describe('of the bytes of the PDF, hexadecimal'),
    content: z.string().optional().describe('where the PDF is'),
    problem: failure.optional().describe('why it could not be made'),
  })
  .meta({ id: 'Document' });
export type DocumentView = z.output<typeof documentView>;

export function viewOf(row: DocumentRow, ahead?: number): DocumentView {
  const { id, template, locale: language, state, owner, rows, pages, bytes, sha256, problem } = row;
  return {
    ...{ id, template, locale: language, state, owner, rows },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(ahead === undefined ? {} : { progress: { ahead } }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(pages === null ? {} : { pages }),
    ...(bytes === null ? {} : { bytes }),
    ...(sha256 === null ? {} : { sha256, content: `/v1/documents/${id}/content` }),
    ...(problem === null ? {} : { problem }),
  };
}
