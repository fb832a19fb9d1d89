import type { OptionsIssue, OptionsSchema } from '@h-j-petroleum/standards-engine';

/** The options of a skill that has none: every key is unknown. For packs that have no other use for a parser. */
export const noOptions: OptionsSchema<Record<string, never>> = {
  safeParse(input) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      return failed({ path: [], message: 'expected an object' });
    }
    const keys = Object.keys(input);
    if (keys.length === 0) return { success: true, data: {} };
    return failed({
      code: 'unrecognized_keys',
      path: [],
      message: `Unrecognized ${keys.length === 1 ? 'key' : 'keys'}: ${keys.map((key) => `"${key}"`).join(', ')}`,
      keys,
    });
  },
};

function failed(issue: OptionsIssue): {
  success: false;
  error: { issues: readonly OptionsIssue[] };
} {
  return { success: false, error: { issues: [issue] } };
}
