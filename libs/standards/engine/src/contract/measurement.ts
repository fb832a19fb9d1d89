/**
 * The half of a skill that has to run something: what was built, a service. It runs before `check`, in a process of its own,
 * and leaves a record that `check` is handed. So `check` stays pure and quick, and nobody waits for a measurement twice.
 */
import type { Project } from '../workspace/workspace.ts';
import type { InputsContext } from './skill.ts';

/** What a measurement is given, in its own process. */
export interface MeasureRequest<Options = unknown> {
  /** Absolute path of the workspace. */
  readonly root: string;
  readonly project: Project;
  readonly options: Options;
}

/** What came of it: facts that `check` judges, as JSON; or why it cannot be measured here, with the way out. */
export type MeasureResult =
  | {
      readonly value: unknown;
      /** Whether it holds until what it judges changes. What went wrong may go well the next time: false measures it anew. */
      readonly keep: boolean;
    }
  | { readonly notSupported: string };

export type Measure<Options = unknown> = (
  request: MeasureRequest<Options>,
) => Promise<MeasureResult>;

/** For a skill of scope `project`. But for `load`, all of it is asked at every command, so the answers must be quick. */
export interface Measurement<Options = unknown> {
  /** Whether there is something to measure in a project; by manifests and options alone. */
  appliesTo(context: InputsContext<Options>): boolean;
  /**
   * What it judges besides manifests and sources of the project and of the workspace's packages that it depends on, and the
   * lock file: globs relative to the workspace's root.
   */
  judges(context: InputsContext<Options>): readonly string[];
  /** Targets of Nx that must have run: `build`, `^build`. */
  dependsOn(context: InputsContext<Options>): readonly string[];
  /** Milliseconds after which it is ended, with all that it started, and counts as crashed. */
  readonly timeoutMs: number;
  /** Loads what runs; nothing that only a measurement needs is loaded before. */
  load(): Promise<Measure<Options>>;
}

/** A measurement as `check` finds it. Only `done` has a value; nothing else ever reads as passed. */
export type Measured =
  | { readonly state: 'done'; readonly value: unknown }
  | { readonly state: 'missing' }
  | { readonly state: 'stale' }
  | { readonly state: 'crashed'; readonly reason: string }
  | { readonly state: 'not-supported'; readonly reason: string };
