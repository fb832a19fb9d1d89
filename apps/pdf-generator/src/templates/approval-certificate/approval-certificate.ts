import { amount } from '../../values/amount.ts';
import { qrCode } from '../../values/codes.ts';
import type { Formats } from '../../values/locale.ts';
import { filled } from '../label.ts';
import { defineTemplate, headDate, type View } from '../template.ts';
import { labels } from './labels.ts';
import { sample } from './sample.ts';
import { schema, type ApprovalCertificate } from './schema.ts';

const shown = (person: { id: string; name?: string | undefined }) => person.name ?? person.id;

function view(certificate: ApprovalCertificate, formats: Formats): View {
  const say = labels[formats.lang];
  const at = (instant: string) => formats.instant(instant, certificate.timeZone);
  const { amount: value, audit, subject, verificationUrl: url } = certificate;
  const outcome = say.outcomes[certificate.outcome];
  const facts: (readonly [string, string | undefined])[] = [
    [say.request, certificate.requestId],
    [say.subject, `${subject.type} ${subject.id}`],
    [say.version, subject.version],
    [
      say.amount,
      value === undefined ? undefined : formats.money(amount(value.value), value.currency),
    ],
    [say.policy, certificate.policy],
    [say.requester, shown(certificate.requester)],
    [say.requestedAt, at(certificate.requestedAt)],
  ];
  return {
    head: {
      title: `${say.certificate}: ${certificate.title}`,
      author: certificate.organisation,
      description: `${outcome} ${filled(say.decidedAt, { at: at(certificate.decidedAt) })}, ${certificate.requestId}`,
      keywords: [say.certificate, certificate.requestId, audit.head],
      date: headDate(certificate.decidedAt),
    },
    say,
    organisation: certificate.organisation,
    certificate: say.certificate,
    title: certificate.title,
    positive: certificate.outcome === 'approved',
    outcome: [outcome, filled(say.decidedAt, { at: at(certificate.decidedAt) })],
    facts: facts.filter(([, text]) => text !== undefined),
    columns: [say.step, say.who, say.verdict, say.when],
    decisions: certificate.decisions.map((decision) => ({
      step: decision.step,
      by: shown(decision.by),
      onBehalfOf:
        decision.onBehalfOf === undefined
          ? ''
          : filled(say.onBehalfOf, { name: shown(decision.onBehalfOf) }),
      decision: say.verdicts[decision.decision],
      version:
        decision.version === undefined ? '' : filled(say.sawVersion, { version: decision.version }),
      at: at(decision.at),
      comment: decision.comment ?? '',
    })),
    audit: {
      text: filled(say.auditText, { entries: formats.number(amount(audit.entries)) }),
      // Groups of eight digits can be compared by eye.
      head: audit.head.match(/.{8}/g) ?? [],
      url,
      code: { svg: qrCode(url), alternative: filled(say.verifyAlternative, { url }) },
    },
  };
}

export const approvalCertificate = defineTemplate({
  name: 'approval-certificate',
  title: 'Approval certificate',
  description:
    'The outcome of a request for approval, each decision, the head of its audit chain, and a code to verify it.',
  schema,
  sample,
  rows: (data) => data.decisions.length,
  view,
});
