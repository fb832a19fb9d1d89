import { gzipSync } from 'node:zlib';

export interface ForgedFile {
  readonly name: string;
  readonly content?: string;
  /** Makes it a symbolic link to there. */
  readonly linkTo?: string;
}

/** An entry as Nx itself would store it, of a task that ended well, with what somebody wants to be in it. */
export function forgeEntry(files: readonly ForgedFile[], terminalOutput = 'all is well\n'): Buffer {
  const code = Buffer.alloc(4);
  return gzipSync(
    Buffer.concat([
      ...files.map(({ name, content = '', linkTo }) => block(name, Buffer.from(content), linkTo)),
      block('terminalOutput', Buffer.from(terminalOutput)),
      block('code', code),
      Buffer.alloc(1024),
    ]),
  );
}

/** One file of a tar: POSIX.1-1988 ustar, header and content in blocks of 512 bytes. */
function block(name: string, content: Buffer, linkTo = ''): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(linkTo === '' ? '0' : '2', 156);
  header.write(linkTo, 157, 100);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}
