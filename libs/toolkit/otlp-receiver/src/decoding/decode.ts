import type { Signal } from '@h-j-petroleum/toolkit-signals';
import protobuf from 'protobufjs';
import { otlpProto } from './otlp.proto.ts';

const { root } = protobuf.parse(otlpProto, { keepCase: false });
const requests: Readonly<Record<Signal, protobuf.Type>> = {
  spans: root.lookupType('TracesRequest'),
  logs: root.lookupType('LogsRequest'),
  metrics: root.lookupType('MetricsRequest'),
};
const response = root.lookupType('Response');
const status = root.lookupType('RpcStatus');

/** How a request and its answer are written. */
export type Encoding = 'protobuf' | 'json';

/** A request that can't be read: what is wrong with it, for who sent it. */
export class MalformedRequestError extends Error {
  override readonly name = 'MalformedRequestError';
}

/** A field's value as it came: of JSON, or of protobuf in the same shape. Whole numbers of 64 bits are text, bytes are Buffers. */
export type Wire = Readonly<Record<string, unknown>>;

/**
 * Reads a request of either encoding into one shape.
 *
 * @throws MalformedRequestError
 */
export function decodeRequest(signal: Signal, encoding: Encoding, body: Buffer): Wire {
  if (encoding === 'json') return parseJson(body);
  try {
    const type = requests[signal];
    // Deeply nested values would end the stack of whoever walks them; protobufjs stops at a depth of its own.
    return type.toObject(type.decode(body), { longs: String });
  } catch (error) {
    throw new MalformedRequestError(
      `The body is no ${requests[signal].name} of OTLP in protobuf: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function parseJson(body: Buffer): Wire {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new MalformedRequestError(
      `The body is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new MalformedRequestError('The body is JSON, but no object.');
  }
  return parsed as Wire;
}

const rejectedField: Readonly<Record<Signal, string>> = {
  spans: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** The answer to a request that was taken, whole or but for some records. */
export function encodeResponse(
  signal: Signal,
  encoding: Encoding,
  rejected: number,
  message: string,
): Buffer {
  if (encoding === 'json') {
    return Buffer.from(
      JSON.stringify(
        rejected === 0 && message === ''
          ? {}
          : {
              partialSuccess: { [rejectedField[signal]]: String(rejected), errorMessage: message },
            },
      ),
    );
  }
  const partial =
    rejected === 0 && message === '' ? {} : { partialSuccess: { rejected, errorMessage: message } };
  return Buffer.from(response.encode(response.create(partial)).finish());
}

/** A refusal, as `google.rpc.Status`. */
export function encodeStatus(encoding: Encoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.from(status.encode(status.create({ code, message })).finish());
}
