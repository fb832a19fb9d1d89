// Draws the first page of each template's sample in German into its folder. Run it after a change that is meant to be seen,
// and look at what it drew: `node apps/pdf-generator/build/pages.ts`
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPage } from '../src/press/preview.ts';
import { templates } from '../src/templates/registry.ts';
import { templateFolder } from '../src/typesetting/sources.ts';
import { createTypesetter } from '../src/typesetting/typesetter.ts';

const typesetter = createTypesetter({ pages: 10, bytes: 1_000_000 });
for (const { name, sample } of templates) {
  const { pdf } = typesetter.typeset({ template: name, data: sample, locale: 'de' });
  const { bytes } = await drawPage(pdf, { page: 1, width: 560 });
  const file = join(templateFolder(), name, 'page.png');
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.byteLength} bytes`);
}
