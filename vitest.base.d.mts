import type { ViteUserConfig } from 'vitest/config';

declare const shared: ViteUserConfig;
export default shared;
