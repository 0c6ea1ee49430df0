import { createHash } from 'node:crypto';
import type { Branding } from '#survey-documents';
import { isReadable, mixed } from './contrast.rules.js';
import { Html, html } from './html.rules.js';

const WHITE = '#ffffff';
/** The cards and the text on buttons in the dark, as in the page's style. */
const DARK = { card: '#1b242e', on: '#0d1520' };

/**
 * A bar in the sender's colour, which is decoration; what is chosen and the buttons have it as well where texts on it and
 * beside it stay readable.
 */
export function colorStyle(color: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return '';
  const light = isReadable(color, WHITE) && accentStyle('light', color, WHITE, mixed(color, WHITE));
  const dark = isReadable(color, DARK.card) && isReadable(color, DARK.on);
  return [
    `main{border-top:.5rem solid ${color}}`,
    light || '',
    dark ? accentStyle('dark', color, DARK.on, mixed(color, DARK.card)) : '',
  ].join('');
}

function accentStyle(scheme: string, accent: string, on: string, over: string): string {
  return `@media(prefers-color-scheme:${scheme}){:root{--accent:${accent};--on:${on};--over:${over}}}`;
}

/** Content-Security-Policy source of one style. */
export function styleSource(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

/** The colour's own style element; nothing without a colour. */
export function brandingStyle({ color }: Branding = {}): Html | undefined {
  return color === undefined ? undefined : new Html(`\n<style>${colorStyle(color)}</style>`);
}

/** The sender's logo or name above the page. */
export function brandingHeader({ name, logoUrl }: Branding = {}): Html | undefined {
  if (logoUrl === undefined) return name === undefined ? undefined : html`<p class="sender">${name}</p>\n`;
  return html`<p class="sender"><img src="${logoUrl}" alt="${name ?? ''}" height="40"></p>\n`;
}
