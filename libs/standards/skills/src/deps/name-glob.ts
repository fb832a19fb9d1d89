/**
 * Makes a test for names of packages from a glob: `*` is any text without a slash, `**` any text, and a bare `*` any name,
 * with or without a scope.
 */
export function nameGlob(glob: string): (name: string) => boolean {
  if (glob === '*') return () => true;
  if (!glob.includes('*')) return (name) => name === glob;
  const source = glob
    .split(/(\*+)/)
    .map((part) => {
      if (part.startsWith('**')) return '.*';
      return part === '*' ? '[^/]*' : part.replace(/[$()+.?[\\\]^{|}]/g, '\\$&');
    })
    .join('');
  const pattern = new RegExp(`^${source}$`, 's');
  return (name) => pattern.test(name);
}
