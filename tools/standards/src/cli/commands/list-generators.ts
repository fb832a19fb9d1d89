import { styleText } from 'node:util';
import { listGenerators } from '../../nx/scaffold/catalogue.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

/** Lists what can be generated. It needs no workspace, since generators come with this package. */
export function listGeneratorsCommand(
  options: { readonly json?: boolean },
  output: Output,
): number {
  const generators = listGenerators();
  if (options.json) {
    output.out(toJson({ schemaVersion: 1, generators }));
    return 0;
  }
  const bold = (text: string): string => (output.colour ? styleText('bold', text) : text);
  const width = Math.max(...generators.map(({ name }) => name.length));
  for (const { name, summary } of generators) {
    output.out(`${bold(name.padEnd(width))}  ${summary}\n`);
  }
  output.out(
    '\nnx g @h-j-petroleum/standards:<generator> --help shows its options; --dry-run what it would do.\n',
  );
  return 0;
}
