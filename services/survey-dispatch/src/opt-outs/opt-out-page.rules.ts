import { createHash } from 'node:crypto';
import { MAIL_TEXTS } from '../mails/mail-texts.rules.js';
import { escapeHtml } from '../mails/template.rules.js';
import { chooseLanguage } from '../surveys/survey.rules.js';

// As the survey's own pages look, from which many come here.
const STYLE = `:root{color-scheme:light dark;--ink:#17212b;--card:#fff;--back:#f0f3f6;--accent:#1d4ed8;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--card:#1b242e;--back:#11181f;--accent:#8fb0ff;--on:#0d1520}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--back);color:var(--ink);
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;flex:1;background:var(--card);padding:1.75rem 1rem 2.25rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1.5rem;font-weight:650;overflow-wrap:anywhere}h1:last-child{margin:0}
button{width:100%;padding:.8125rem 1.5rem;border:0;border-radius:.625rem;background:var(--accent);color:var(--on);font:inherit;
font-weight:650;cursor:pointer}button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
@media(min-width:40rem){body{padding:3rem 1.5rem;align-items:center}main{flex:none;max-width:44rem;padding:3rem 3.25rem;
border-radius:1.125rem}button{width:auto;min-width:12rem}}`;
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

/** What a link that does not work, and what an outage says. Who wants no mails is helped by the mail itself. */
const REFUSED: Readonly<Record<string, { readonly broken: string; readonly away: string }>> = {
  en: {
    broken: 'This link does not work. Open it in the mail again, or reply to the mail.',
    away: 'Something went wrong. Please try again in a moment.',
  },
  pt: {
    broken: 'Este link não funciona. Abra-o de novo no e-mail ou responda ao e-mail.',
    away: 'Algo deu errado. Tente de novo daqui a pouco.',
  },
  de: {
    broken: 'Dieser Link funktioniert nicht. Öffnen Sie ihn noch einmal in der E-Mail, oder antworten Sie auf sie.',
    away: 'Etwas ist schiefgegangen. Bitte versuchen Sie es gleich noch einmal.',
  },
  es: {
    broken: 'Este enlace no funciona. Ábralo de nuevo en el correo o responda al correo.',
    away: 'Algo salió mal. Inténtelo de nuevo en un momento.',
  },
  fr: {
    broken: 'Ce lien ne fonctionne pas. Ouvrez-le de nouveau dans l’e-mail, ou répondez à l’e-mail.',
    away: 'Un problème est survenu. Réessayez dans un instant.',
  },
  ar: {
    broken: 'هذا الرابط لا يعمل. يُرجى فتحه مجددًا من الرسالة أو الرد عليها.',
    away: 'حدث خطأ ما. يُرجى المحاولة مجددًا بعد قليل.',
  },
  he: {
    broken: 'הקישור הזה אינו פועל. נא לפתוח אותו שוב מההודעה או להשיב עליה.',
    away: 'משהו השתבש. נא לנסות שוב בעוד רגע.',
  },
};

/** Asks whether somebody wants to opt out: a link alone records nothing, since mail scanners follow links. */
export function optOutPage(locale: string, path: string): string {
  const { question, button } = textsOf(locale);
  return page(
    locale,
    question,
    `<form method="post" action="${escapeHtml(path)}"><button type="submit">${escapeHtml(button)}</button></form>`,
  );
}

/** Says that it is done. */
export function optedOutPage(locale: string): string {
  return page(locale, textsOf(locale).done, '');
}

/** Says why there is nothing to opt out of, in the language that a browser asks for. */
export function refusedPage(acceptLanguage: string | undefined, status: number): string {
  const asked = (acceptLanguage ?? '').split(',').map((range) => range.split(';')[0]!.trim());
  const locale = asked.find((it) => chooseLanguage(it, REFUSED, '') !== '') ?? 'en';
  const { broken, away } = REFUSED[chooseLanguage(locale, REFUSED)]!;
  return page(locale, status >= 500 ? away : broken, '');
}

function textsOf(locale: string) {
  return MAIL_TEXTS[chooseLanguage(locale, MAIL_TEXTS)]!.optOut;
}

function page(locale: string, title: string, content: string): string {
  const language = chooseLanguage(locale, MAIL_TEXTS);
  return `<!doctype html>
<html lang="${language}" dir="${MAIL_TEXTS[language]!.direction ?? 'ltr'}">
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
