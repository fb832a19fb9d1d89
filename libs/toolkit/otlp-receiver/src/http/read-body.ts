import type { IncomingMessage } from 'node:http';
import { createGunzip, createInflate } from 'node:zlib';

/** A request that is refused before anything of it is stored. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
  readonly httpStatus: number;

  constructor(httpStatus: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

export interface BodyLimits {
  /** Bytes as they come. */
  readonly maxBodyBytes: number;
  /** Bytes after gzip is undone. */
  readonly maxInflatedBytes: number;
}

/**
 * Reads a request's body, and undoes its compression; stops as soon as it is larger than it may be.
 *
 * @throws RefusedRequestError 413, 415, 400
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (!['identity', 'gzip', 'deflate'].includes(encoding)) {
    throw new RefusedRequestError(
      415,
      `Content-Encoding ${encoding} is not known. Send gzip, deflate, or none.`,
    );
  }
  const raw = await collect(request, limits.maxBodyBytes, 'maxBodyBytes');
  if (encoding === 'identity') return raw;
  const inflate = encoding === 'gzip' ? createGunzip() : createInflate();
  inflate.end(raw);
  try {
    return await collect(inflate, limits.maxInflatedBytes, 'maxInflatedBytes');
  } catch (error) {
    if (error instanceof RefusedRequestError) throw error;
    throw new RefusedRequestError(
      400,
      `The body is no ${encoding}: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    inflate.destroy();
  }
}

async function collect(
  stream: AsyncIterable<Buffer>,
  most: number,
  option: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) {
      throw new RefusedRequestError(
        413,
        `The body is larger than ${most} bytes (${option}). Send smaller batches.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
