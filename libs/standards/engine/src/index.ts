/**
 * The engine of the gate. A door (the command line, the Nx plugin, a program) reads a workspace, loads the
 * configuration and packs, creates a gate, and renders the report; a pack defines skills.
 */
export * from './contract/skill.ts';
export type * from './contract/base.ts';
export type * from './contract/measurement.ts';
export {
  errorCodes,
  isSkillCrash,
  isStandardsError,
  SkillCrash,
  StandardsError,
  type ErrorCode,
} from './errors.ts';
export { nearestName } from './nearest.ts';

export type { Entry, Files } from './workspace/files.ts';
export { joinPath, normalisePath, parentPath } from './workspace/files.ts';
export { diskFiles } from './workspace/disk-files.ts';
export { memoryFiles } from './workspace/memory-files.ts';
export { createTree, type Change, type Tree } from './workspace/tree.ts';
export * from './workspace/workspace.ts';
export * from './workspace/create-workspace.ts';
export * from './workspace/glob.ts';
export { readWorkspace } from './readers/read-workspace.ts';

export * from './manifest/json.ts';
export * from './manifest/yaml.ts';
export * from './manifest/dependency-sites.ts';
export * from './manifest/dependency-specifier.ts';
export { editFile } from './manifest/edit.ts';
export * from './imports/index.ts';

export { configSchema, type ConfigInput } from './config/config.ts';
export {
  configFile,
  createConfig,
  defaultBaselineFile,
  defaultProtectedBranches,
  defaultRetentionDays,
  parseConfigInput,
  readConfigInput,
  type Config,
} from './config/load-config.ts';
export { loadPacks, packProblems, skillsOf, type ImportPack } from './config/load-packs.ts';
export { matchesName } from './config/match-project.ts';

export { createGate, mergeParts, type Gate, type GateRequest, type Part } from './run/gate.ts';
export { check, type CheckRequest, type OnProgress } from './run/check.ts';
export { buildReport, type BaselineInUse, type ReportParts } from './run/build-report.ts';
export { judgedFiles, judgedHash, withRuntimeMembers } from './measure/judged-files.ts';
export {
  folderAsFileName,
  measuredFile,
  measuredFolder,
  readMeasured,
  readRecord,
  type MeasurementRecord,
} from './measure/record.ts';
export { readSkill } from './run/read-skill.ts';
export { runningCheck, type RunningCheck } from './run/running.ts';

export * from './history/recorded-run.ts';
export * from './history/run-history.ts';
export * from './history/record-run.ts';
export { formatRecordedRun } from './history/format-recorded-run.ts';
export * from './history/parse-recorded-run.ts';
export * from './history/fates.ts';

export * from './graduation/index.ts';
export * from './adoption/index.ts';

export * from './baseline/baseline.ts';
export * from './waivers/waivers.ts';
export { fix, type FixRequest, type FixResult } from './fix/fix.ts';
export { toPatch } from './fix/patch.ts';

export * from './report/report.ts';
export { findFormat, formats } from './report/formats.ts';
export { visibleText } from './report/text/visible.ts';
export { toJsonReport } from './report/json.ts';
export { readProject } from './readers/sources/manifest.ts';
export { findText, type FoundText } from './readers/sources/text-file.ts';
export { tolerantJson } from './readers/sources/json-with-comments.ts';
