import { amount } from '../../values/amount.ts';
import { code128 } from '../../values/codes.ts';
import type { Formats } from '../../values/locale.ts';
import { filled } from '../label.ts';
import { addressLines, letterhead } from '../party.ts';
import { defineTemplate, headDate, type View } from '../template.ts';
import { labels } from './labels.ts';
import { sample } from './sample.ts';
import { schema, type DeliveryNote } from './schema.ts';

function view(note: DeliveryNote, formats: Formats): View {
  const say = labels[formats.lang];
  const title = `${say.deliveryNote} ${note.number}`;
  const facts: (readonly [string, string | undefined])[] = [
    [say.number, note.number],
    [say.date, formats.date(note.date)],
    [say.customer, note.customerNumber],
    [say.order, note.orderReference],
    [say.carrier, note.carrier],
    [say.vehicle, note.vehicle],
    [say.packages, note.packages],
    [say.grossWeight, note.grossWeight],
  ];
  return {
    head: {
      title,
      author: note.sender.name,
      description: `${title}, ${note.recipient.name}`,
      keywords: [say.deliveryNote, note.number],
      date: headDate(note.date),
    },
    say,
    title,
    sender: letterhead(note.sender, say),
    recipient: addressLines(note.recipient),
    facts: facts.filter(([, value]) => value !== undefined),
    introduction: note.introduction ?? '',
    columns: [say.position, say.article, say.description, say.quantity, say.unit],
    rows: note.lines.map((item, index) => ({
      position: String(index + 1),
      article: item.article ?? '',
      description: item.description,
      detail: [item.detail, item.lot === undefined ? undefined : `${say.lot} ${item.lot}`]
        .filter((part) => part !== undefined)
        .join('\n'),
      dangerousGoods: item.dangerousGoods ?? '',
      quantity: formats.number(amount(item.quantity)),
      unit: item.unit,
    })),
    remarks: note.remarks ?? '',
    barcode: {
      svg: code128(note.number),
      text: note.number,
      alternative: filled(say.barcodeAlternative, { number: note.number }),
    },
  };
}

export const deliveryNote = defineTemplate({
  name: 'delivery-note',
  title: 'Delivery note',
  description:
    'A delivery note with lots, dangerous goods, a bar code of its number, and places for two signatures.',
  schema,
  sample,
  rows: (data) => data.lines.length,
  view,
});
