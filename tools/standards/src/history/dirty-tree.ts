import type { ChildProcess } from 'node:child_process';

/** What is known of the tree by now: true where it differs from its commit, null where nobody knows yet, or ever will. */
export interface TreeLook {
  known(): Promise<boolean | null>;
  /** When git has said its word, whatever it is. */
  readonly lookedAt: Promise<boolean | null>;
}

/**
 * Has git look, while the check runs, whether the tree differs from its commit. It is waited for by nobody: what it has not
 * found out when the check is over stays unknown, and a git that is still at it is ended.
 */
export function lookAtTree(root: string): TreeLook {
  let dirty: boolean | null = null;
  let ended = false;
  let git: ChildProcess | undefined;
  const { promise: lookedAt, resolve } = promised<boolean | null>();
  try {
    const { spawn } = process.getBuiltinModule('node:child_process');
    // Without locks, so that it is in nobody's way.
    git = spawn('git', ['--no-optional-locks', 'status', '--porcelain', '--', '.'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let isSilent = true;
    git.stdout?.on('data', () => void (isSilent = false));
    git.on('error', () => resolve(null));
    git.on('close', (code) => {
      ended = true;
      dirty = code === 0 ? !isSilent : null;
      resolve(dirty);
    });
    git.unref();
    if (git.stdout instanceof process.getBuiltinModule('node:net').Socket) git.stdout.unref();
  } catch {
    // Of no consequence: the tree stays unknown.
    resolve(null);
  }
  return {
    lookedAt,
    async known() {
      // A check may never have given Node the time to notice that git has ended.
      for (let turn = 0; turn < 3 && !ended; turn++) await new Promise(setImmediate);
      if (!ended) git?.kill();
      return dirty;
    },
  };
}

function promised<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
