import { styleText } from 'node:util';
import { visibleText } from '@h-j-petroleum/standards-engine';

/** A patch as a terminal shows it. */
export function colourPatch(patch: string, colour: boolean): string {
  // Without colour it may go to `git apply`, and then has to be exact.
  if (!colour) return patch;
  return patch
    .split('\n')
    .map((text) => text.split('\t').map(visibleText).join('\t'))
    .map((line) => {
      if (line.startsWith('+') && !line.startsWith('+++')) return styleText('green', line);
      if (line.startsWith('-') && !line.startsWith('---')) return styleText('red', line);
      return line.startsWith('@@') ? styleText('cyan', line) : line;
    })
    .join('\n');
}
