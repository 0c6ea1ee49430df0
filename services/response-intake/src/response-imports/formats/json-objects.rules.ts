/** The text of an object in a file of JSON, or why there is none. */
export type FoundObject = { readonly text: string } | { readonly problem: string };

const [QUOTE, COMMA, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'",\\[]{}'].map((it) => it.charCodeAt(0));

/**
 * Finds the objects of a file of JSON while it comes in: those of a list, of several lists one after the other, or objects
 * that just follow each other. Nothing of the file is kept but the object under way.
 */
export class JsonObjects {
  private held = '';
  private isTooLong = false;
  private depth = 0;
  private lists = 0;
  private inString = false;
  private isEscaped = false;
  private inRubbish = false;

  /** @param longest how long an object's text may be, in characters */
  constructor(private readonly longest: number) {}

  /** The objects that end within the next piece of the file. */
  *take(text: string): Generator<FoundObject> {
    let start = this.depth > 0 ? 0 : -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.depth === 0) {
        if (code === OPEN) {
          start = at;
          this.depth = 1;
          this.inRubbish = false;
        } else if (this.isRubbish(code)) yield { problem: 'is not an object' };
      } else if (this.endsWith(code)) {
        yield this.found(text.slice(start, at + 1));
        start = -1;
      }
    }
    if (start >= 0) this.hold(text.slice(start));
  }

  /** What is wrong with the file where it ends within an object or a list. */
  brokenOff(): string | undefined {
    return this.depth > 0 || this.lists !== 0 ? 'breaks off: it is not whole' : undefined;
  }

  private endsWith(code: number): boolean {
    if (this.inString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (code === BACKSLASH) this.isEscaped = true;
      else if (code === QUOTE) this.inString = false;
    } else if (code === QUOTE) this.inString = true;
    else if (code === OPEN || code === OPEN_LIST) this.depth++;
    else if (code === CLOSE || code === CLOSE_LIST) this.depth--;
    return this.depth === 0;
  }

  /** Whether this begins something between objects that is none. */
  private isRubbish(code: number): boolean {
    if (code === OPEN_LIST) this.lists++;
    else if (code === CLOSE_LIST) this.lists--;
    else if (code > 32 && code !== COMMA) {
      const isNew = !this.inRubbish;
      this.inRubbish = true;
      return isNew;
    }
    return false;
  }

  private hold(piece: string): void {
    this.isTooLong ||= this.held.length + piece.length > this.longest;
    this.held = this.isTooLong ? '' : this.held + piece;
  }

  private found(piece: string): FoundObject {
    this.hold(piece);
    const found = this.isTooLong ? { problem: `is longer than ${this.longest} characters` } : { text: this.held };
    this.held = '';
    this.isTooLong = false;
    return found;
  }
}
