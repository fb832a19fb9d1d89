import type { Measurement } from './measurement.ts';

const width = 30;

/** A table for people: a heading a measure, a bar each for ours and the peer's. */
export function table(measurements: readonly Measurement[]): string {
  const lines: string[] = [];
  let heading = '';
  for (const one of measurements) {
    if (one.measure !== heading) {
      heading = one.measure;
      lines.push('', heading, '-'.repeat(heading.length));
    }
    lines.push(...linesOf(one));
  }
  return `${lines.join('\n').trimStart()}\n`;
}

function linesOf({ name, unit, ours, peer, theirs, ratio, aim, reached, note }: Measurement) {
  const largest = Math.max(ours, theirs ?? 0);
  const line = (label: string, value: number): string => {
    const bar = '█'.repeat(Math.max(1, Math.round((value / largest) * width)));
    return `  ${label.padEnd(26)} ${String(value).padStart(9)} ${unit.padEnd(9)} ${bar}`;
  };
  const verdict =
    aim === undefined
      ? ''
      : ` (aim ${aim.is} ${aim.ratio}: ${reached === true ? 'reached' : 'NOT reached'})`;
  return [
    ratio === undefined ? name : `${name}, ratio ${ratio}${verdict}`,
    line('ours', ours),
    ...(theirs === undefined ? [] : [line(peer ?? 'peer', theirs)]),
    ...(note === undefined ? [] : [`  ${note}`]),
  ];
}

/** The same as tables of Markdown, for the page of figures. */
export function markdown(measurements: readonly Measurement[]): string {
  const lines: string[] = [];
  let heading = '';
  for (const { measure, name, unit, ours, peer, theirs, ratio, aim, reached } of measurements) {
    if (measure !== heading) {
      heading = measure;
      lines.push('', `### ${measure}`, '', '| what | ours | to | theirs | unit | ratio | aim |');
      lines.push('| --- | ---: | --- | ---: | --- | ---: | --- |');
    }
    const verdict =
      aim === undefined ? '' : `${aim.is} ${aim.ratio}: ${reached === true ? 'reached' : 'missed'}`;
    const cells = [name, ours, peer ?? '', theirs ?? '', unit, ratio ?? '', verdict];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n').trimStart()}\n`;
}
