/** Keys under which stand names that somebody chose, and no keywords. */
const nameMaps = new Set([
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'],
  ...['schemas', 'responses', 'parameters', 'headers', 'requestBodies', 'securitySchemes'],
  ...['links', 'callbacks', 'paths', 'webhooks', 'pathItems', 'content', 'encoding', 'variables'],
]);

/** Keys whose values are data, in which a `$ref` refers to nothing. */
const dataKeys = new Set(['example', 'examples', 'default', 'const', 'enum', 'value']);

/** Keys that change nothing of what a schema allows. */
const annotations = new Set([
  ...['title', 'description', 'summary', 'default', 'example', 'examples', 'deprecated'],
  ...['$comment', 'externalDocs', 'xml', 'discriminator', '$schema', '$id', '$anchor', '$defs'],
]);

/** Whether the keys of an object are names, by the key that it stands under and whether that is a name itself. */
export function holdsNames(key: string | undefined, keyIsName: boolean): boolean {
  return !keyIsName && key !== undefined && nameMaps.has(key);
}

export const isData = (key: string, keyIsName: boolean): boolean => !keyIsName && dataKeys.has(key);

export const isAnnotation = (key: string, keyIsName: boolean): boolean =>
  !keyIsName && (annotations.has(key) || key.startsWith('x-'));

/** Lists in which order is of no matter. */
const unordered = new Set(['required', 'enum', 'type', 'oneOf', 'anyOf', 'allOf']);

export const isUnordered = (key: string | undefined, keyIsName: boolean): boolean =>
  !keyIsName && key !== undefined && unordered.has(key);
