/** A piece of the original text; offsets are UTF-16 code units, `end` is exclusive. */
export type Span = Readonly<{ text: string; start: number; end: number }>;

/** What stands between a word and the one before it: nothing that separates, a comma or dash, or a sentence's end. */
export type Gap = 'none' | 'comma' | 'sentence';

/**
 * A word, emoji or emoticon. `plain` is how it is looked up (lower case, no accents or apostrophes);
 * `squeezed` is set where letters were stretched ("muuuito") and has every run of letters cut to one.
 */
export type Word = Span & Readonly<{ plain: string; squeezed?: string; symbol: boolean; gap: Gap }>;

/**
 * Web addresses and @names | emoji | emoticons | words | ends of sentences | commas, brackets, spaced dashes.
 * No two neighbouring repeats can match the same character, so reading takes linear time whatever the text.
 */
const PIECE =
  /(https?:\/\/\S+|www\.\S+|@\w+)|(\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*|[:;=]['-]?[()DPp/|](?![\p{L}\p{N}])|<3)|([\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’´`][\p{L}\p{M}]+)*)|([.!?…\n]+)|([,;:()[\]"“”]|\s[-–—]+\s|[–—])/gu;

/** French and Portuguese elisions are words of their own: `l'équipe`, `n'est`, `d'água`. */
const ELISION = /^(?:[ldjnsmtc]|qu|jusqu|lorsqu|puisqu)['’´`](?=\p{L}{2})/iu;

const LONGEST_WORD = 40;

/** The words of a text in order, with what separates them; empty where the text has neither words nor emoji. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let gap = 'sentence' as Gap;
  const add = (piece: string, start: number, symbol: boolean) => {
    words.push({ text: piece, start, end: start + piece.length, ...lookupForms(piece, symbol), symbol, gap });
    gap = 'none';
  };
  for (const match of text.matchAll(PIECE)) {
    const [piece, link, symbol, word, sentenceEnd] = match;
    if (link) continue;
    if (symbol) add(symbol, match.index, true);
    else if (word) {
      const elided = ELISION.exec(word)?.[0].length ?? 0;
      if (elided) add(word.slice(0, elided), match.index, false);
      add(word.slice(elided), match.index + elided, false);
    } else if (sentenceEnd) gap = endsSentence(text, match.index, piece.length) ? 'sentence' : gap;
    else if (gap === 'none') gap = 'comma';
  }
  return words;
}

/** Lower case, without accents and apostrophes, `ß` as `ss`: the form in which words are compared. */
export function plainForm(word: string): string {
  const lower = word.toLowerCase();
  // Most words are plain ASCII letters, and taking accents apart is the slowest step of reading.
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  // Words of one letter are told apart by their accents: Portuguese `e` (and) and `é` (is), French `a` and `à`.
  if (lower.length === 1) return lower;
  const bare = lower.normalize('NFD').replace(/[\p{M}\p{Sk}'’]/gu, '');
  return bare.replaceAll('ß', 'ss').replaceAll('œ', 'oe').replaceAll('æ', 'ae');
}

/** The text from the first to the last of `words`, as it stands in the original. */
export function spanOf(text: string, words: readonly Word[], from: number, to: number): Span {
  const start = words[from]!.start;
  const end = words[to - 1]!.end;
  return { text: text.slice(start, end), start, end };
}

function lookupForms(piece: string, symbol: boolean): Pick<Word, 'plain' | 'squeezed'> {
  const plain = plainForm(piece.length > LONGEST_WORD ? piece.slice(0, LONGEST_WORD) : piece);
  if (symbol || !/([a-z])\1\1/.test(plain)) return { plain };
  return { plain: plain.replace(/([a-z])\1{2,}/g, '$1$1'), squeezed: plain.replace(/([a-z])\1+/g, '$1') };
}

/** The dot in 3.5 or 14.30 ends nothing. */
function endsSentence(text: string, at: number, length: number): boolean {
  return !(length === 1 && text[at] === '.' && isDigit(text[at - 1]) && isDigit(text[at + 1]));
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
