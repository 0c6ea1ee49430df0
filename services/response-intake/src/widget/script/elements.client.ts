import type { Told } from './view.client.js';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element; texts stay texts, so that nothing of a survey is ever read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined | false)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A text, marked with its language and written in its own direction. */
export function told({ text, lang }: Told): HTMLElement {
  return make('span', { lang, dir: 'auto' }, text);
}
