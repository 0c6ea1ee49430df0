/** Text that is HTML already and is not escaped again. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What may stand in a template; what is false, null or undefined leaves nothing. */
type Piece = Html | string | number | false | null | undefined | readonly Html[];

function render(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join('');
  if (piece === false || piece === null || piece === undefined) return '';
  return String(piece).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Template tag for HTML: every value is escaped, for text and quoted attributes, unless it is Html itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.reduce((text, string, place) => text + render(pieces[place - 1]) + string));
}
