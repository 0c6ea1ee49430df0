import type { Branding } from '#survey-documents';
import { colorStyle, styleSource } from './branding.rules.js';
import { STYLE_SOURCE } from './style.rules.js';

/** No script runs, nothing is loaded, no other site frames the page or learns its address, which is a key. */
export const PAGE_HEADERS = pageHeaders();

/** The same, but for the logo and the colour of a sender's branding. */
export function pageHeaders(branding: Branding = {}) {
  const { color, logoUrl } = branding;
  const styles = color === undefined ? STYLE_SOURCE : `${STYLE_SOURCE} ${styleSource(colorStyle(color))}`;
  const images = logoUrl === undefined ? 'data:' : `data: ${new URL(logoUrl).origin}`;
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${styles}; img-src ${images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'cache-control': 'no-store',
  };
}
