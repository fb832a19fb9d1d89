import { createReadStream } from 'node:fs';
import { messageOf, SignalsError } from '../errors.ts';

/** Characters of an unfinished line that are held; what comes after them, up to its end, is left out. */
const longestLine = 1 << 20;

/** The lines of a file, or of standard input for `-`, as many at once as a chunk holds. Throws `SIGNALS_BAD_OPTION`. */
export async function* readLines(file: string): AsyncGenerator<readonly string[]> {
  const stream = file === '-' ? process.stdin : createReadStream(file);
  stream.setEncoding('utf8');
  let rest = '';
  let tooLong = false;
  try {
    for await (const chunk of stream) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (tooLong && lines.length > 0) {
        lines[0] = (lines[0] ?? '').slice(0, longestLine);
        tooLong = false;
      }
      if (rest.length > longestLine) {
        rest = rest.slice(0, longestLine);
        tooLong = true;
      }
      yield lines.map(withoutReturn);
    }
  } catch (cause) {
    throw new SignalsError('SIGNALS_BAD_OPTION', `"${file}" cannot be read: ${messageOf(cause)}.`, {
      cause,
    });
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
