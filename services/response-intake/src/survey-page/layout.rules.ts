import type { Branding } from '#survey-documents';
import { brandingHeader, brandingStyle } from './branding.rules.js';
import { Html, html } from './html.rules.js';
import { STYLE } from './style.rules.js';
import { directionOf, type Language } from './texts.rules.js';

// Not a value of a template: the hash that allows the style is that of exactly these characters.
const style = new Html(`<style>${STYLE}</style>`);

/**
 * A whole document around the content of `main`, with what makes it look like the sender's own.
 * @param footer what stands below, such as the way to other languages
 */
export function layout(language: Language, title: string, main: Html, branding?: Branding, footer?: Html): string {
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}${branding?.name && html` – ${branding.name}`}</title>
<link rel="icon" href="data:,">
${style}${brandingStyle(branding)}
</head>
<body>
<main>
${brandingHeader(branding)}${main}
</main>
${footer}</body>
</html>
`.text;
}
