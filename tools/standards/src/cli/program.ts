import { formats, readerNames } from '@h-j-petroleum/standards-engine';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { BaselineOptions } from './commands/baseline.ts';
import type { CheckOptions } from './commands/check.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { FixOptions } from './commands/fix.ts';
import type { GraduateOptions } from './commands/graduate.ts';
import type { HistoryAction, HistoryOptions } from './commands/history.ts';
import type { InitOptions } from './commands/init.ts';
import type { ListOptions } from './commands/list.ts';
import type { MeasureOptions } from './commands/measure.ts';
import type { ReportOptions } from './commands/report.ts';
import type { WaiveOptions } from './commands/waive.ts';
import { optionWords } from './option-words.ts';
import type { Output } from './output.ts';

/** An empty value is what an unset variable of a script leaves; taken for none, it would mean everything. */
const given = (value: string): string => {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
};

const collect = (value: string, before: readonly string[]): string[] => [...before, given(value)];

const collectWords = (value: string, before: readonly string[]): string[] => [
  ...before,
  ...optionWords(given(value)),
];

const rootOption = (): Option =>
  new Option('--root <folder>', 'the workspace (default: the one this folder lies in)').argParser(
    given,
  );
const readerOption = (): Option =>
  new Option(
    '--reader <name>',
    'how to read the workspace (default: what the folder says)',
  ).choices(readerNames);
const jsonOption = (): Option => new Option('--json', 'print the result as JSON');
const repeated = (flags: string, description: string): Option =>
  new Option(flags, `${description}; repeatable`).argParser(collectWords).default([], 'all');

const exitCodes = `
Exit codes:
  0  nothing enforced found
  1  enforced findings
  2  bad use or configuration
  3  a skill crashed
`;

/** The command line as data and actions. Each command's code is loaded when it runs. */
export function createProgram(
  version: string,
  output: (colourWanted: boolean) => Output,
  conclude: (exitCode: number) => void,
): Command {
  const program = new Command('standards');
  const shown = (): Output => output(program.opts<{ color: boolean }>().color);
  program
    .description('Judges a JavaScript or TypeScript repository by standards as code.')
    .version(version, '-V, --version')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .showHelpAfterError('(run with --help for all options)')
    .addHelpText(
      'after',
      `${exitCodes}
Examples:
  standards check                                   the scorecard of the workspace you are in
  standards check --affected --base origin/main     only what a branch touches
  standards check --format sarif=standards.sarif    also write a file for code scanning
  standards explain deps:file-protocol-check        what a skill wants, and why
  standards fix deps:file-protocol-check            the patch, without writing it
`,
    );

  program
    .command('check')
    .description('check the workspace and print a report')
    .addOption(rootOption())
    .addOption(readerOption())
    .addOption(repeated('--project <name>', 'only these projects: names, roots or globs'))
    .addOption(repeated('--skill <id>', 'only these skills'))
    .addOption(repeated('--pack <name>', 'only the skills of these packs'))
    .option('--affected', 'only projects that the change touches, and those that depend on them')
    .option(
      '--base <commit>',
      'what --affected is measured from (default: NX_BASE, else defaultBase of nx.json, else main)',
      given,
    )
    .option(
      '--head <commit>',
      'what --affected is measured to (default: NX_HEAD, else the work tree)',
      given,
    )
    .option('--pilot', 'everything is advisory: shows all, fails nothing')
    .addOption(
      new Option(
        '--format <name[=file]>',
        `${formats.map((format) => format.name).join(', ')}; with =file, written there; repeatable`,
      )
        .argParser(collect)
        .default([], 'pretty'),
    )
    .addHelpText('after', `${exitCodes}\nFormats:\n${formatLines()}`)
    .action(async (options: CheckOptions) => {
      const { checkCommand } = await import('./commands/check.ts');
      conclude(await checkCommand(options, shown()));
    });

  program
    .command('measure')
    .description('run what skills have to run before they can judge: services, builds')
    .argument('[skill]', 'the skill to measure for (default: every skill that measures)')
    .addOption(rootOption())
    .addOption(readerOption())
    .addOption(repeated('--project <name>', 'only these projects: names, roots or globs'))
    .option('--again', 'measure also what has not changed since it was measured')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt leaves records in .standards/measured, which `check` judges. Under Nx the task `standards` sees to it.\nExit codes: 0 all is recorded, 2 bad use or configuration, 3 a measurement crashed.\n',
    )
    .action(async (skill: string | undefined, options: MeasureOptions) => {
      const { measureCommand } = await import('./commands/measure.ts');
      conclude(await measureCommand(skill, options, shown()));
    });

  program
    .command('fix')
    .description('show, and with --write apply, what mends the findings')
    .argument('[skill]', 'the skill whose findings to mend (default: every skill that has a fix)')
    .addOption(rootOption())
    .addOption(readerOption())
    .addOption(repeated('--project <name>', 'only findings of these projects'))
    .addOption(repeated('--finding <fingerprint>', 'only these findings'))
    .option('--write', 'write the files (refused on protected branches and in CI)')
    .option('--branch <name>', 'commit on this new branch and check it out (refused in CI)', given)
    .option('--patch <file>', 'write the patch to a file', given)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nWithout --write, --branch or --patch it only shows the patch.\nThe exit code is the one that \`check\` has after the fix.\n${exitCodes}`,
    )
    .action(async (skill: string | undefined, options: FixOptions) => {
      const { fixCommand } = await import('./commands/fix.ts');
      conclude(await fixCommand(skill, options, shown()));
    });

  program
    .command('report')
    .description('how the standards are adopted over time, by the runs that were recorded')
    .addOption(rootOption())
    .addOption(
      new Option('--since <moment>', 'from when: days before --until (90d), or a day (2026-11-26)')
        .argParser(given)
        .default('90d'),
    )
    .option('--until <moment>', 'to when: days before now, or a day (default: now)', given)
    .option('--branch <name>', 'runs of this branch (default: of all protected branches)', given)
    .addOption(
      new Option('--format <name>', 'how it is shown')
        .choices(['pretty', 'markdown', 'json', 'html'])
        .default('pretty'),
    )
    .option('--output <file>', 'write it to a file', given)
    .addHelpText(
      'after',
      '\nRuns are recorded by `standards check` and by the Nx plugin. The page of --format html needs no other file.\nExit codes: 0 it is shown, also where nothing is on record; 2 bad use or configuration.\n',
    )
    .action(async (options: ReportOptions) => {
      const { reportCommand } = await import('./commands/report.ts');
      conclude(await reportCommand(options, shown()));
    });

  program
    .command('graduate')
    .description('which modes follow from recorded runs; with --write, set them')
    .addOption(rootOption())
    .addOption(readerOption())
    .addOption(repeated('--skill <id>', 'only these skills, with every criterion'))
    .addOption(repeated('--project <name>', 'only these projects, with every criterion'))
    .option('--at <moment>', 'as of then: days before now, or a day (default: now)', given)
    .addOption(
      new Option('--format <name>', 'how it is shown (default: pretty)').choices([
        'pretty',
        'markdown',
        'json',
      ]),
    )
    .addOption(jsonOption())
    .option('--write', 'write the configuration (refused on protected branches and in CI)')
    .option('--branch <name>', 'commit on this new branch and check it out (refused in CI)', given)
    .option('--patch <file>', 'write the patch to a file', given)
    .addHelpText(
      'after',
      '\nThe policy is `graduation` in standards.config.json; docs/standards/graduation.md describes it.\nExit codes: 0 it is shown or written, 2 bad use or configuration, or it may not be written here.\n',
    )
    .action(async (options: GraduateOptions) => {
      const { graduateCommand } = await import('./commands/graduate.ts');
      conclude(await graduateCommand(options, shown()));
    });

  program
    .command('explain')
    .description('show the page of a skill, or one finding in full')
    .argument('<skill|finding>', 'a skill, or the first digits of a fingerprint')
    .addOption(rootOption())
    .addOption(jsonOption())
    .action(async (subject: string, options: ExplainOptions) => {
      const { explainCommand } = await import('./commands/explain.ts');
      conclude(await explainCommand(subject, options, shown()));
    });

  program
    .command('list')
    .description('list the skills and the mode each runs in, or what can be generated')
    .addOption(rootOption())
    .option('--generators', 'list the generators of the Nx plugin instead')
    .addOption(jsonOption())
    .action(async ({ generators, ...options }: ListOptions & { generators?: boolean }) => {
      if (generators) {
        const { listGeneratorsCommand } = await import('./commands/list-generators.ts');
        conclude(listGeneratorsCommand(options, shown()));
        return;
      }
      const { listCommand } = await import('./commands/list.ts');
      conclude(await listCommand(options, shown()));
    });

  program
    .command('init')
    .description('add the gate to a repository, every skill advisory')
    .addOption(rootOption())
    .option('--dry-run', 'show what would be written')
    .addOption(jsonOption())
    .action(async (options: InitOptions) => {
      const { initCommand } = await import('./commands/init.ts');
      conclude(await initCommand(options, shown()));
    });

  program
    .command('baseline')
    .description("accept today's findings, so that only new ones count")
    .addOption(rootOption())
    .option('--prune', 'remove the entries that are found no more')
    .option('--force', 'accept anew, although a baseline exists')
    .addOption(jsonOption())
    .action(async (options: BaselineOptions) => {
      const { baselineCommand } = await import('./commands/baseline.ts');
      conclude(await baselineCommand(options, shown()));
    });
  program
    .command('waive')
    .description('let a finding stand until a day: a reason, an owner, an end')
    .argument('<finding>', 'the fingerprint, or its first digits', given)
    .addOption(rootOption())
    .requiredOption('--reason <text>', 'why it may stand until then', given)
    .requiredOption('--owner <name>', 'the person or team who answers for it', given)
    .requiredOption('--until <day>', 'the last day on which it holds, in UTC: 2026-12-31', given)
    .option('--write', 'write the configuration (refused on protected branches and in CI)')
    .option('--branch <name>', 'commit on this new branch and check it out (refused in CI)', given)
    .option('--patch <file>', 'write the patch to a file', given)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nWithout --write, --branch or --patch it only shows the patch. What is waived already gets the new words.\nExit codes: 0 it is shown or written, 2 bad use or configuration, or it may not be written here.\n',
    )
    .action(async (finding: string, options: WaiveOptions) => {
      const { waiveCommand } = await import('./commands/waive.ts');
      conclude(await waiveCommand(finding, options, shown()));
    });

  program
    .command('history')
    .description('show what is recorded of runs, or send it to the database')
    .addArgument(
      new Argument('[action]', 'what to do').choices(['show', 'send', 'migrate']).default('show'),
    )
    .addOption(rootOption())
    .option('--all', 'send: also runs that were recorded before there was a database')
    .option('--grant <role>', 'migrate: also give this role what it needs', given)
    .addOption(
      new Option('--as <kind>', 'what the role does').choices(['writer', 'reader', 'maintainer']),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe database is the one that STANDARDS_DATABASE_URL names. STANDARDS_HISTORY=off, or "history": false in the configuration, records nothing.\n',
    )
    .action(async (action: HistoryAction, options: HistoryOptions) => {
      const { historyCommand } = await import('./commands/history.ts');
      conclude(await historyCommand(action, options, shown()));
    });
  return program;
}

function formatLines(): string {
  return formats.map(({ name, description }) => `  ${name.padEnd(10)}${description}\n`).join('');
}
