import { Status } from '@h-j-petroleum/frontend-ui/status';
import type { Examples } from '../../conformance/examples.ts';

export const examples = {
  pass: <Status level="pass" />,
  warn: <Status level="warn" />,
  fail: <Status level="fail" />,
  none: <Status level="none" />,
  words: <Status level="fail">3 findings in deps:file-protocol-check</Status>,
  language: <Status level="warn" word="Warnung" lang="de" />,
} satisfies Examples;
