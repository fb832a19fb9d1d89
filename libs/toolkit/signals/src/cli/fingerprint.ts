import type { Command } from 'commander';

export function registerFingerprint(_program: Command): void {
  // Comes with the fingerprints.
}
