const layerWhy =
  'What many build on must not know who builds on it, or nothing can be changed, tested or published alone.';
const circleWhy =
  'Packages in a circle cannot be built, tested, versioned or published one after the other.';
const faceWhy =
  'What a package does not export may move or go at any time, and is not there once the package is published.';

/** All that the skill says, by id. */
export const messages = {
  layer: {
    text: '{from} in layer {fromLayer} depends on {to} in the higher layer {toLayer}: {path}',
    why: layerWhy,
  },
  scope: {
    text: '{from} in scope {scope} reaches {to}, which that scope may not use: {path}',
    why: 'A scope that stays free of others can be used, moved and published without them.',
  },
  never: {
    text: '{from} must not reach {to} ({reason}): {path}',
    why: 'The workspace forbids this dependency, for the reason that its configuration gives.',
  },
  leaf: {
    text: '{from} depends on {to}, which no project may depend on: {path}',
    why: 'What is deployed is no library: whoever needs a part of it needs that part in a package.',
  },
  'layer-missing': {
    text: '{project} is in none of the layers {layers}',
    why: 'A project in no layer is bound by none, so what it uses was not checked.',
  },
  'layer-ambiguous': {
    text: '{project} is in more than one layer: {layers}',
    why: 'Which of two layers binds a project must not depend on who reads the configuration.',
  },
  circle: { text: '{packages} depend on each other in a circle: {path}', why: circleWhy },
  'circle-types': {
    text: '{packages} depend on each other in a circle that only types close: {path}',
    why: 'It runs, but types cannot be checked or built package by package.',
  },
  'circle-dev': {
    text: '{packages} depend on each other in a circle that only development closes: {path}',
    why: 'It can be published, but a change in any of them makes all of them be built and tested again.',
  },
  'circle-more': {
    text: '{count} more dependencies make circles among {packages}',
    why: 'So many circles are one knot: those that are shown are a beginning, not the whole.',
  },
  'deep-import': { text: '`{specifier}` is not exported by {target}', why: faceWhy },
  'relative-import': { text: '`{specifier}` reaches into {target} by its path', why: faceWhy },
  'outside-workspace': {
    text: '`{specifier}` leads out of the workspace',
    why: 'What is outside is on no other machine, and no change to it is seen or tested here.',
  },
  'unparsed-source': {
    text: 'The imports of this file cannot be read: {reason}',
    why: 'It names another project of the workspace, and what cannot be read was not checked.',
  },
} as const;
