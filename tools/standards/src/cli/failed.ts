import { isSkillCrash, isStandardsError, visibleText } from '@h-j-petroleum/standards-engine';
import type { Output } from './output.ts';

/** Says why a command ended early. @returns its exit code: 2 for bad use or configuration, 3 for a fault of our own */
export function failed(error: unknown, output: Output): 2 | 3 {
  if (isStandardsError(error)) {
    output.err(`standards: ${visible(error.message)}\n(${error.code})\n`);
    return 2;
  }
  if (isSkillCrash(error)) {
    output.err(`standards: ${visible(error.message)}\n`);
    return 3;
  }
  output.err(`standards: a fault of the tool itself, not of your code.\n`);
  output.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 3;
}

/** Names from the repository stand in messages, and a terminal obeys what it is sent. */
function visible(message: string): string {
  return message.split('\n').map(visibleText).join('\n');
}
