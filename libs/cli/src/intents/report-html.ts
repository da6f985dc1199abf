import type { Evaluation } from './evaluate';
import { factsOf } from './report-text';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}th,td{text-align:left;padding:.35rem .75rem .35rem 0;vertical-align:top;border-bottom:1px solid #ddd}
th{font-weight:600}td.n{text-align:right;white-space:nowrap}small{color:#555}@media(prefers-color-scheme:dark){body{background:#16161a;color:#eee}th,td{border-color:#333}small{color:#aaa}}`;

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The evaluation as one page without anything from outside. */
export function reportHtml(evaluation: Evaluation): string {
  const { pack, model, how, figures } = evaluation;
  const facts = factsOf(evaluation).map((cells) => row(cells));
  const confusions = figures.confusions.map(({ intent, takenFor, count, of, examples }) =>
    row([`${count} of ${of}`, intent, takenFor, ...[examples.join('\n')]]),
  );
  const suspicious = figures.suspicious.map(({ text, label, suggested, probability }) =>
    row([text, label, suggested, probability.toFixed(2)]),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Intents of ${escaped(pack)}</title><style>${style}</style>
<h1>Intents of ${escaped(pack)}</h1>
<p>${escaped(model)}, ${escaped(how)}</p>
<table>${facts.join('')}</table>
${section('Taken for another', ['how often', 'intent', 'taken for', 'for example'], confusions)}
${section('Labels to look at', ['text', 'label', 'or rather', 'probability'], suspicious)}
</html>
`;
}

function section(title: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((each) => `<th>${escaped(each)}</th>`).join('');
  return `<h2>${title}</h2><table><tr>${head}</tr>${rows.join('')}</table>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escaped(cell).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`;
}
