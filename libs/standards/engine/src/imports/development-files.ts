const folder =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|tests?|specs?|e2e|cypress|\.storybook|stories|benchmarks?|bench|scripts|fixtures)\//;
const suffix = /\.(?:test|spec|e2e|cy|bench|stories|story|test-d|spec-d)\.[^./]+$/;
/** `vite.config.ts`, `webpack.prod.config.js`, `.eslintrc.cjs`, `gulpfile.js`. */
const configuration =
  /(?:^|\/)(?:[^/]+\.config\.[^./]+|\.[^/]+rc\.[^./]+|(?:gulp|grunt)file\.[^./]+)$/i;

/**
 * Whether a file, by its path relative to its project, only serves development: a test, a story, a benchmark, a script
 * or a tool's configuration. Users of the package never load it.
 */
export function isDevelopmentFile(path: string): boolean {
  return folder.test(path) || suffix.test(path) || configuration.test(path);
}
