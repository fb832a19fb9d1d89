/** The harness for skills, for packs that are tested against the published gate. */
export * from '@h-j-petroleum/standards-engine/testing';
