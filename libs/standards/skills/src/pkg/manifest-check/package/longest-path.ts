/** In characters. No file system has longer paths, and a manifest may hold one that is long enough to take for ever. */
export const longestPath = 4096;
