import type { Finding, Waiver } from '@h-j-petroleum/standards-engine';
import {
  configFile,
  createConfig,
  editJson,
  parseConfigInput,
  tolerantJson,
  toPatch,
  visibleText,
  waiverKey,
} from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
import { applyChanges, prepareWrite, refuseSeveralWays } from '../../fix/apply-changes.ts';
import { atTheirPlaces } from '../../fix/places.ts';
import { fixRecordFile } from '../../fix/record-fix.ts';
import { findingOf } from '../../selection.ts';
import { findRoot, openSession } from '../../session.ts';
import { colourPatch } from '../colour-patch.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface WaiveOptions {
  readonly root?: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly write?: boolean;
  readonly branch?: string;
  readonly patch?: string;
  readonly json?: boolean;
}

/** Puts a waiver into the configuration, or gives the one that is there other words; writes only when asked, as any fix. */
export async function waiveCommand(
  prefix: string,
  options: WaiveOptions,
  output: Output,
): Promise<number> {
  refuseSeveralWays(options);
  const session = await openSession({ root: options.root ?? findRoot(process.cwd()) });
  await prepareWrite(session, options, output);
  const { report } = await checkSession(session);
  const finding = findingOf(report, prefix);
  const { reason, owner, until } = options;
  const { fingerprint, skill, project } = finding;
  const waiver: Waiver = { fingerprint, skill, project, reason, owner, until };

  const before = session.files.read(configFile);
  const after = withWaiver(before, waiver);
  // Whatever the configuration would be refused for is said before it is written.
  createConfig(parseConfigInput(tolerantJson(after)), session.skills, session.today);
  const changes =
    after === before ? [] : atTheirPlaces(session.root, [{ path: configFile, before, after }]);
  const patch = await toPatch(changes);
  const waived = changes.length > 0 ? [waiver] : [];
  const commit = await applyChanges(session.root, options, { changes, patch, fixed: [], waived });

  if (options.json) {
    const written = changes.length > 0 && (options.write === true || options.branch !== undefined);
    output.out(
      toJson({
        ...{ schemaVersion: 1, waiver, written, patch },
        ...{ branch: options.branch ?? null, commit: commit ?? null },
      }),
    );
  } else output.out(outcome(finding, options, { patch, commit }, output));
  return 0;
}

/** The text of the configuration with a waiver in it; comments, order and all other entries stay. */
function withWaiver(text: string | undefined, waiver: Waiver): string {
  if (text === undefined) return `${JSON.stringify({ waivers: [waiver] }, null, 2)}\n`;
  const { waivers } = parseConfigInput(tolerantJson(text));
  if (waivers === undefined) return editJson(text, ['waivers'], [waiver]);
  const at = waivers.findIndex((one) => waiverKey(one) === waiverKey(waiver));
  const known = waivers[at];
  if (!known) return editJson(text, ['waivers', waivers.length], waiver);
  return (['reason', 'owner', 'until'] as const)
    .filter((key) => known[key] !== waiver[key])
    .reduce((edited, key) => editJson(edited, ['waivers', at, key], waiver[key]), text);
}

function outcome(
  finding: Finding,
  options: WaiveOptions,
  { patch, commit }: { readonly patch: string; readonly commit: string | undefined },
  { colour }: Output,
): string {
  const what = visibleText(`${finding.file}:${finding.line} ${finding.message}`);
  const until = `until ${options.until}`;
  if (patch === '') return `${what}\nIt is waived in these words already; nothing changes.\n`;
  if (options.patch !== undefined) {
    return `${options.patch}: a patch that waives ${what} ${until}. Apply it with: git apply ${options.patch}\n`;
  }
  if (commit !== undefined) {
    return `${what}\nWaived ${until} on the new branch ${options.branch ?? ''} (${commit.slice(0, 12)}).\n`;
  }
  if (options.write) return `${what}\nWaived ${until}. Recorded in ${fixRecordFile}.\n`;
  return `${colourPatch(patch, colour)}\nThis waives ${what} ${until}. Nothing is written; add --write, --branch NAME or --patch FILE.\n`;
}
