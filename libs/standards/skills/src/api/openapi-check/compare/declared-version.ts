/** Whether `info.version` declares that consumers must look: another major version, or below 1.0.0 another minor one. */
export function declaresBreak(base: string | undefined, head: string | undefined): boolean {
  const [from, to] = [parts(base), parts(head)];
  if (!from || !to) return false;
  if (to.major !== from.major) return to.major > from.major;
  return to.major === 0 && to.minor > from.minor;
}

function parts(version: string | undefined): { major: number; minor: number } | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?/.exec(version ?? '');
  return found ? { major: Number(found[1]), minor: Number(found[2] ?? 0) } : undefined;
}
