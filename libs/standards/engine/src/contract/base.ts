/**
 * The tree that a change is compared with: the commit at which its history left the line that it goes into. Known only where
 * there is a history to ask.
 */
export type Base =
  | {
      readonly state: 'known';
      /** The whole name of the commit. */
      readonly commit: string;
      /** A file as it stood there, by its path relative to the workspace's root; undefined where it was not there. */
      read(path: string): Promise<string | undefined>;
      /**
       * The files that are there, or were, and are not the same, sorted, relative to the workspace's root. Without a head that was
       * named, also what was not committed yet; never what git ignores.
       */
      changed(): Promise<readonly string[]>;
    }
  | {
      readonly state: 'unknown';
      /** One sentence, with the way out where there is one. */
      readonly reason: string;
    };
