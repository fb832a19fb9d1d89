export * from './adoption.ts';
export { buildAdoption, type AdoptionRequest } from './build-adoption.ts';
export { htmlAdoption } from './formats/html/page.ts';
export { jsonAdoption } from './formats/json.ts';
export { markdownAdoption } from './formats/markdown.ts';
export { prettyAdoption } from './formats/pretty.ts';
