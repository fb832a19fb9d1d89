/** What services set that do not set `CI`: Azure Pipelines, Jenkins, TeamCity, AWS CodeBuild, Bitbucket in old agents. */
const ciMarks = [
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'TF_BUILD',
  'JENKINS_URL',
  'TEAMCITY_VERSION',
  'CODEBUILD_BUILD_ID',
  'BITBUCKET_BUILD_NUMBER',
  'BUILDKITE',
] as const;

/** True in the usual continuous integration services. `CI=false` says that it is none, whatever else is set. */
export function inCi(): boolean {
  const value = process.env['CI'] ?? '';
  if (value === 'false' || value === '0') return false;
  return value !== '' || ciMarks.some((mark) => (process.env[mark] ?? '') !== '');
}
