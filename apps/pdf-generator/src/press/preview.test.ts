import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import pixelmatch from 'pixelmatch';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { typeset } from '../../test/typeset.ts';
import { templates } from '../templates/registry.ts';
import { templateFolder } from '../typesetting/sources.ts';
import { drawPage } from './preview.ts';

async function pixels(png: Uint8Array) {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

describe('a preview', () => {
  it.each(templates)('of $name looks as the picture in its folder', async ({ name, sample }) => {
    const { pdf } = typeset({ template: name, data: sample, locale: 'de' });
    const { bytes, pages } = await drawPage(pdf, { page: 1, width: 560 });
    expect(pages).toBe(1);
    const drawn = await pixels(bytes);
    expect([drawn.width, drawn.height]).toEqual([560, 792]);
    const kept = await pixels(readFileSync(join(templateFolder(), name, 'page.png')));
    const different = pixelmatch(drawn.data, kept.data, undefined, 560, 792, { threshold: 0.2 });
    // Other processors round the edges of letters otherwise; a word that moved is far more than this.
    expect(different).toBeLessThan(250);
  });

  it.each([
    [
      'invoice',
      'BCD\n002\n1\nSCT\nBYLADEM1001\nH&J Petroleum Services GmbH\nDE02120300000000202051\nEUR35871.58\n\n\nRE-2026-0412',
    ],
    [
      'approval-certificate',
      'https://freigaben.hj-petroleum.example/v1/audit/heads/9f2c4e7ab1d05386e4c97a1f0b6d8325c3e17f94a80b6d2e5f1a9c7038b4d6e2',
    ],
  ])('of %s has a code that a reader of codes reads', async (name, text) => {
    const data = templates.find((template) => template.name === name)?.sample;
    const { pdf } = typeset({ template: name, data, locale: 'de' });
    const page = await pixels((await drawPage(pdf, { page: 1, width: 1400 })).bytes);
    expect(decodeQR(page)).toBe(text);
  });

  it('shows a changed word', async () => {
    const template = templates[0];
    const picture = async (title: string) => {
      const data = { ...Object(template?.sample), title };
      const { pdf } = typeset({ template: 'approval-certificate', data, locale: 'de' });
      return pixels((await drawPage(pdf, { page: 1, width: 560 })).bytes);
    };
    const [one, other] = [
      await picture('Stundenzettel KW 13'),
      await picture('Stundenzettel KW 24'),
    ];
    expect(
      pixelmatch(one.data, other.data, undefined, 560, 792, { threshold: 0.2 }),
    ).toBeGreaterThan(50);
  });

  it('is of a page that the document has', async () => {
    const { pdf } = typeset({ template: 'invoice', data: templates[2]?.sample, locale: 'de' });
    await expect(drawPage(pdf, { page: 2, width: 560 })).rejects.toMatchObject({
      code: 'page-unknown',
      message: 'The document has no page 2; it has 1.',
    });
  });
});
