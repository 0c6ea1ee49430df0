import { createHash } from 'node:crypto';
import type { Branding } from '../surveys/survey-document.rules.js';
import { Html, html } from './html.rules.js';

/** A bar in the sender's colour: decoration, so that any colour leaves every text readable. */
export function colorStyle(color: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? `main{border-top:.5rem solid ${color}}` : '';
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
