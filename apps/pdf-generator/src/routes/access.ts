/** Makes documents of its own. */
export const maker = 'document-maker';
/** Makes certificates too: they say that somebody approved of something, so no other may. */
export const certifier = 'certifier';
/** Reads everybody's documents. */
export const reader = 'document-reader';

export const makers = { roles: [maker, certifier] } as const;
export const readers = { roles: [reader], own: true } as const;

/** Templates that a certifier alone may fill. */
export const certificates: readonly string[] = ['approval-certificate'];
