import type { Files } from '@h-j-petroleum/standards-engine';
import { parseYaml } from '@h-j-petroleum/standards-engine';

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

/** One step of a job or of a composite action. */
export interface Step {
  readonly path: Path;
  readonly uses: string | undefined;
  /** The text that a shell or `actions/github-script` runs, and where it stands. */
  readonly script: { readonly path: Path; readonly text: string } | undefined;
  readonly with: Fields;
}

export interface Job {
  readonly id: string;
  readonly path: Path;
  readonly fields: Fields;
  /** A workflow that the job calls instead of having steps. */
  readonly uses: string | undefined;
  readonly steps: readonly Step[];
}

/** A workflow, or a composite action, which has one nameless job. */
export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly fields: Fields;
  readonly action: boolean;
  readonly events: ReadonlySet<string>;
  readonly jobs: readonly Job[];
}

export type ReadWorkflow =
  Workflow | { readonly file: string; readonly line: number; readonly reason: string };

const folder = '.github/workflows';

/** The files that GitHub takes for workflows, and the repository's own actions. */
export function workflowFiles(files: Files): readonly string[] {
  const workflows = files
    .list(folder)
    .flatMap(({ name, kind }) =>
      kind === 'file' && /\.ya?ml$/.test(name) ? [`${folder}/${name}`] : [],
    );
  const actions = files
    .list('.github/actions')
    .flatMap(({ name }) =>
      ['action.yml', 'action.yaml']
        .map((file) => `.github/actions/${name}/${file}`)
        .filter((path) => files.kind(path) === 'file'),
    );
  return [...workflows, ...actions];
}

export async function readWorkflow(files: Files, file: string): Promise<ReadWorkflow> {
  const text = files.read(file) ?? '';
  const parsed = await parseYaml(text);
  if (!parsed.ok) return { file, line: parsed.line, reason: firstLine(parsed.reason) };
  const fields = fieldsOf(parsed.value);
  const action = !file.startsWith(`${folder}/`);
  if (action) {
    const path = ['runs', 'steps'];
    const steps = stepsOf(fieldsOf(fields['runs'])['steps'], path);
    const job: Job = { id: '', path: [], fields: {}, uses: undefined, steps };
    return { file, text, fields, action, events: new Set(), jobs: [job] };
  }
  const jobs = Object.entries(fieldsOf(fields['jobs']));
  if (jobs.length === 0) return { file, line: 1, reason: 'it has no jobs' };
  return {
    file,
    text,
    fields,
    action,
    events: eventsOf(fields['on']),
    jobs: jobs.map(([id, value]) => {
      const path = ['jobs', id];
      const job = fieldsOf(value);
      return {
        id,
        path,
        fields: job,
        uses: textOf(job['uses']),
        steps: stepsOf(job['steps'], [...path, 'steps']),
      };
    }),
  };
}

function stepsOf(value: unknown, at: Path): Step[] {
  if (!Array.isArray(value)) return [];
  return value.map((given, index): Step => {
    const step = fieldsOf(given);
    const path = [...at, index];
    const inputs = fieldsOf(step['with']);
    const uses = textOf(step['uses']);
    const run = textOf(step['run']);
    const script = textOf(inputs['script']);
    return {
      path,
      uses,
      with: inputs,
      script:
        run !== undefined
          ? { path: [...path, 'run'], text: run }
          : uses?.startsWith('actions/github-script@') === true && script !== undefined
            ? { path: [...path, 'with', 'script'], text: script }
            : undefined,
    };
  });
}

/** `on` is a name, a list of names, or an object by name. */
function eventsOf(on: unknown): ReadonlySet<string> {
  if (typeof on === 'string') return new Set([on]);
  if (Array.isArray(on)) return new Set(on.map(String));
  return new Set(Object.keys(fieldsOf(on)));
}

/** The own fields of an untrusted value; of what is no object, none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/:$/, '');
}
