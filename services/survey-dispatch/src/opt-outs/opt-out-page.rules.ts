import { createHash } from 'node:crypto';
import { MAIL_TEXTS } from '../mails/mail-texts.rules.js';
import { escapeHtml } from '../mails/template.rules.js';
import { chooseLanguage } from '../surveys/survey.rules.js';

const STYLE = `body{margin:0;padding:24px;font:18px/1.5 system-ui,sans-serif;color:#1b2a4a;background:#fff}
main{max-width:36rem;margin:0 auto}button{font:inherit;padding:12px 20px;border:0;border-radius:6px;color:#fff;background:#1b2a4a}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script runs, nothing is loaded, no other site frames the page or learns its address. */
export const OPT_OUT_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
};

/** Asks whether somebody wants to opt out: a link alone records nothing, since mail scanners follow links. */
export function optOutPage(locale: string, path: string): string {
  const { question, button } = textsOf(locale).optOut;
  return page(
    locale,
    question,
    `<form method="post" action="${escapeHtml(path)}"><button type="submit">${escapeHtml(button)}</button></form>`,
  );
}

/** Says that it is done. */
export function optedOutPage(locale: string): string {
  return page(locale, textsOf(locale).optOut.done, '');
}

const textsOf = (locale: string) => MAIL_TEXTS[chooseLanguage(locale, MAIL_TEXTS)]!;

function page(locale: string, title: string, content: string): string {
  return `<!doctype html>
<html lang="${chooseLanguage(locale, MAIL_TEXTS)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
