const folder =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|tests?|specs?|e2e|cypress|\.storybook|stories|benchmarks?|bench|scripts|fixtures|examples?)\//;
const suffix = /\.(?:test|spec|e2e|cy|bench|stories|story|test-d|spec-d|tst)\.[^./]+$/;
/** Beside the source of a small package. Not `test.js`, which is an entry point of some. */
const alone = /^bench(?:mark)?s?\.[cm]?[jt]s$/;
/** `vite.config.ts`, `webpack.prod.config.js`, `.eslintrc.cjs`, `gulpfile.js`. */
const configuration =
  /(?:^|\/)(?:[^/]+\.config\.[^./]+|\.[^/]+rc\.[^./]+|(?:gulp|grunt)file(?:\.babel)?\.[^./]+)$/i;

/**
 * Whether a file, by its path relative to its project, only serves development: a test, a story, a benchmark, an example,
 * a script or a tool's configuration. Users of the package never load it.
 */
export function isDevelopmentFile(path: string): boolean {
  return folder.test(path) || suffix.test(path) || alone.test(path) || configuration.test(path);
}
