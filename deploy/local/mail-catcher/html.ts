const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that may be put into a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  const shown = values.map((value) => {
    if (value instanceof Html) return value.markup;
    if (Array.isArray(value)) return value.map(({ markup }) => markup).join('');
    return String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
  });
  return new Html(parts.map((part, i) => part + (shown[i] ?? '')).join(''));
}

/** Plain text with its addresses as links. */
export function withLinks(text: string): readonly Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((part, i) =>
      i % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : html`${part}`,
    );
}
