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

/** Memory that the bodies of all requests share. */
export class BodyBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** @throws RefusedRequestError 503 */
  take(bytes: number): void {
    if (bytes > this.#left) {
      throw new RefusedRequestError(
        503,
        'The bodies of other requests fill the memory there is for them. Send the same request again later.',
      );
    }
    this.#left -= bytes;
  }

  giveBack(bytes: number): void {
    this.#left += bytes;
  }
}

/**
 * Reads a request's body, and undoes its compression; stops as soon as it is larger than it may be.
 *
 * @param take is told of each piece before it is kept
 * @throws RefusedRequestError 413, 415, 400, and what `take` throws
 */
export async function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  take: (bytes: number) => void,
): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (!['identity', 'gzip', 'deflate'].includes(encoding)) {
    throw new RefusedRequestError(
      415,
      `Content-Encoding ${encoding} is not known. Send gzip, deflate, or none.`,
    );
  }
  // Who announces too much is not read at all.
  if (Number(request.headers['content-length']) > limits.maxBodyBytes) {
    throw tooLarge(limits.maxBodyBytes, 'maxBodyBytes');
  }
  const raw = await collect(request, limits.maxBodyBytes, 'maxBodyBytes', take);
  if (encoding === 'identity') return raw;
  const inflate = encoding === 'gzip' ? createGunzip() : createInflate();
  inflate.end(raw);
  try {
    return await collect(inflate, limits.maxInflatedBytes, 'maxInflatedBytes', take);
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
  take: (bytes: number) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) throw tooLarge(most, option);
    take(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(most: number, option: string): RefusedRequestError {
  return new RefusedRequestError(
    413,
    `The body is larger than ${most} bytes (${option}). Send smaller batches.`,
  );
}
