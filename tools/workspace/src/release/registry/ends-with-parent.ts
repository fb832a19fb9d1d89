// Loaded before a program whose parent holds the other end of its standard input: when that end is closed, the parent is gone.
import { isMainThread } from 'node:worker_threads';

// A worker has a standard input of its own, which ends at once.
if (isMainThread) process.stdin.on('end', () => process.exit()).resume();
