/** A line for each setting of the policy, by its path: the JSON Schema and `docs/standards/graduation.md` repeat them. */
export const policyDocs: Readonly<Record<string, string>> = {
  windowDays: 'Days. Runs older than this are no evidence.',
  countDirty: 'Whether runs on a tree with edits, or in no commit, are evidence.',
  countPilot: 'Whether runs of --pilot are evidence.',
  'raise.*.runs': 'Commits on which the skill passed or failed, at least.',
  'raise.*.days': 'Days from the first to the last of those commits, at least.',
  'raise.*.passRate': 'Share, 0 to 1, of the latest `runs` commits that passed, at least.',
  'raise.*.crashRate': 'Share, 0 to 1, of the commits on which it crashed, at most.',
  'raise.*.flakyRate':
    'Share, 0 to 1, of the commits looked at more than once that gave different results, at most.',
  'raise.*.suppressedShare':
    'Findings silenced, as a share, 0 to 1, of those fixed or silenced, at most.',
  'raise.*.unsupportedShare':
    'Share, 0 to 1, of the commits on which it could not be checked, at most.',
  'raise.*.openFindings': 'Findings open at the last look, at most; null: not asked.',
  'raise.*.durationMs':
    'Milliseconds that 95 % of its checks took at most, at most; null: not asked.',
  'raise.*.cooldownDays': 'Days since the mode last changed, at least.',
  'lower.*.projects':
    'Projects with a crash, or with a silenced finding, at least, for the skill to go down in all.',
  'lower.*.crashes': 'Commits on which it crashed, at least, for `crashRate` to be asked.',
  'lower.*.crashRate': 'Share, 0 to 1, of the commits on which it crashed; more takes it down.',
  'lower.*.suppressed': 'Findings silenced, at least, for `suppressedShare` to be asked.',
  'lower.*.suppressedShare':
    'Findings silenced, as a share, 0 to 1, of those fixed or silenced; more takes it down.',
  'lower.*.durationMs':
    'Milliseconds that 95 % of its checks took at most; more takes it down; null: not asked.',
  'lower.*.cooldownDays': 'Days since the mode last changed, at least, before it goes down.',
  'holds.skill': 'The id of the skill, or a glob of ids: perf:*.',
  'holds.project': 'A project by id, name, root or glob; without it, all.',
  'holds.direction': 'up: never raised; down: never lowered; both. Default: both.',
  'holds.reason': 'Why; shown wherever the hold keeps a mode.',
};
