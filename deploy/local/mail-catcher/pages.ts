import { Html, html, withLinks } from './html.js';
import type { Mail } from './mail.js';

const MOST_SHOWN = 200;

const time = (iso: string) => html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;

function page(title: string, content: Html, refreshes: boolean): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refreshes ? html`<meta http-equiv="refresh" content="5">` : ''}
<title>${title}</title>
<link rel="stylesheet" href="/mail/page.css">
</head>
<body>
<main>${content}</main>
</body>
</html>
`.markup;
}

/** The list of mails, newest first; it renews itself. */
export function listPage(mails: readonly Mail[], to: string): string {
  const rows = mails.slice(0, MOST_SHOWN).map(
    (mail) => html`<tr><td>${time(mail.receivedAt)}</td><td>${mail.to.join(', ')}</td>
<td><a href="/mail/${mail.id}">${mail.subject || 'without a subject'}</a></td></tr>
`,
  );
  const more = mails.length > MOST_SHOWN ? html`<p class="soft">The newest ${MOST_SHOWN} of ${mails.length}.</p>` : '';
  const none = to ? html`<p class="soft">No mail to ${to}.</p>` : html`<p class="soft">No mail yet.</p>`;
  const table = html`<table>
<thead><tr><th>Time (UTC)</th><th>To</th><th>Subject</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
  const content = html`<header><h1>Mails</h1>
<form action="/mail"><label>To <input type="search" name="to" value="${to}" placeholder="ana@acme.example"></label><button>Find</button></form></header>
${mails.length > 0 ? table : none}${more}`;
  return page('Mails', content, true);
}

/** One mail: its HTML in a frame that may run nothing, its text, its headers. */
export function mailPage(mail: Mail): string {
  const frame = html`<h2>HTML</h2>
<iframe title="The mail's HTML" src="/mail/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const headers = Object.entries(mail.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  const content = html`<p><a href="/mail">← Mails</a></p>
<h1>${mail.subject || 'without a subject'}</h1>
<dl><dt>Time</dt><dd>${time(mail.receivedAt)} UTC</dd><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(', ')}</dd>
${mail.attachments.length > 0 ? html`<dt>Attached</dt><dd>${mail.attachments.join(', ')}</dd>` : ''}</dl>
${mail.html ? frame : ''}
<h2>Text</h2>
<pre>${mail.text ? withLinks(mail.text) : 'none'}</pre>
<details><summary>Headers</summary><dl>${headers}</dl></details>`;
  return page(mail.subject, content, false);
}

/** A mail's own HTML, whose links open beside it rather than inside the frame. */
export function framedHtml(mail: Mail): string {
  const base = '<base target="_blank">';
  const head = /<head[^>]*>/i;
  return head.test(mail.html) ? mail.html.replace(head, (tag) => tag + base) : base + mail.html;
}

/** How the pages look. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #d9dee5; --paper: #fff; --accent: #1f6f5c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaef; --soft: #a3adba; --line: #333c48; --paper: #12161c; --accent: #6fc7ae; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; }
h1 { margin: .5rem 0; font-size: 1.6rem; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; color: var(--soft); }
a { color: var(--accent); }
.soft { color: var(--soft); }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 500; font-size: .9rem; }
td:first-child { white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; box-sizing: border-box; border: 1px solid var(--line); border-radius: .5rem; background: #fff; color-scheme: light; }
pre { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; }
details { margin-top: 1.5rem; }
summary { cursor: pointer; color: var(--soft); }
input, button { font: inherit; padding: .3rem .6rem; border: 1px solid var(--line); border-radius: .35rem; background: transparent; color: inherit; }
`;
