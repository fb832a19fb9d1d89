import type { Tree } from '@nx/devkit';

/*
 * The words of this folder. A *kind* is what can be generated (`toolkit-package`); its *place* is the folder that one of it has.
 * A *blueprint* is one thing to be made: data, without any effect. A *registration* is an entry in a file that others have too,
 * with its exact inverse, so that what is removed leaves the workspace as it was.
 */

/** An entry in a file of the workspace, by which the rest of it knows of what was generated. */
export interface Registration {
  /** Relative to the workspace's root. */
  readonly file: string;
  /** The file's text with the entry; the same text where it is there already. */
  add(text: string, tree: Tree): string;
  /** The file's text without the entry; the same text where there is none. Called when the folder is gone from the tree. */
  remove(text: string, tree: Tree): string;
}

/** One thing to be generated. */
export interface Blueprint {
  /** The kind's name, which is the name of its folder, too. */
  readonly kind: string;
  /** In kebab-case, without prefix: `clock` for `@h-j-petroleum/toolkit-clock`. */
  readonly name: string;
  /** The folder that it gets, relative to the workspace's root: `libs/toolkit/clock`. */
  readonly root: string;
  /** One sentence with its full stop: what it is. */
  readonly description: string;
  /** The package that it is; undefined where it becomes a part of another one. */
  readonly package?: {
    readonly name: string;
    /** Whether it is published: if so, it is announced by a changeset. */
    readonly published: boolean;
  };
  /** The published package that it becomes a part of, which is announced by a changeset. */
  readonly partOf?: {
    readonly package: string;
    /** By which others import it. Where it is still named after its removal is told. */
    readonly specifier: string;
  };
  /**
   * Folders elsewhere that are all its own, such as its migrations: where one is there, the name is taken; they are removed with
   * what came into them since.
   */
  readonly owns?: readonly string[];
  /**
   * What the templates know besides the frame's own: name, variable, className, constant, title, root, offset, description,
   * packageName and repository.
   */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Entries besides those of every package (workspaces, TypeScript references, README). */
  readonly registrations?: readonly Registration[];
  /** What is made by running what was generated, once it stands on the disk and is installed. */
  readonly finish?: () => Promise<void>;
  /** Commands or words for what comes next, a line each. */
  readonly next?: readonly string[];
}

/** What every generator takes. */
export interface CommonOptions {
  readonly name: string;
  readonly description?: string;
  /** Leaves the package manager's run to the user. */
  readonly skipInstall?: boolean;
}

/** A kind of thing that can be generated. */
export interface Kind<Options extends CommonOptions = CommonOptions> {
  readonly name: string;
  /** The folder of one, with `{name}` for its name: `libs/toolkit/{name}`. */
  readonly place: string;
  /** Whether what has its place is one of the kind, where other things have such a place too. */
  recognises?(name: string, tree: Tree): Promise<boolean>;
  /**
   * What is to be made, and what is to be removed: for removal it is called with the name alone.
   *
   * @throws StandardsError GENERATE_REFUSED
   */
  blueprint(options: Options, tree: Tree): Promise<Blueprint>;
}
