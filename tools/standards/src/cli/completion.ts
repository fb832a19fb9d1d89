import tab from '@bomb.sh/tab/commander';
import { formats } from '@h-j-petroleum/standards-engine';
import { packs } from '@h-j-petroleum/standards-skills';
import type { Command } from 'commander';

/** Adds `completion <shell>` and the hidden `complete` that its scripts call, with the values that are known ahead. */
export async function addCompletion(program: Command): Promise<void> {
  const completion = tab(program, { completionCommandName: 'completion' });
  const skills = packs.flatMap((pack) =>
    pack.skills.map(({ meta }) => [meta.id, meta.title] as const),
  );
  const values: Record<string, readonly (readonly [string, string])[]> = {
    skill: skills,
    pack: packs.map((pack) => [pack.name, `${pack.skills.length} skills`] as const),
    format: formats.map((format) => [format.name, format.description] as const),
  };
  for (const [called, command] of completion.commands) {
    const own = program.commands.find((one) => one.name() === called);
    for (const [name, known] of Object.entries(values)) {
      const option = command.options.get(name);
      // What has choices of its own is completed by these.
      if (own?.options.some((one) => one.attributeName() === name && one.argChoices)) continue;
      if (option)
        option.handler = (complete) => known.forEach(([value, about]) => complete(value, about));
    }
    for (const name of ['skill', 'skill|finding']) {
      const argument = command.arguments.get(name);
      if (argument)
        argument.handler = (complete) => skills.forEach(([value, about]) => complete(value, about));
    }
  }
}
