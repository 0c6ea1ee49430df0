/** Keeps French punctuation on the line of the word that it belongs to: its spaces become ones that do not break. */
export function unbroken(text: string): string {
  return text.replaceAll(/ (?=[?!:;»])|(?<=«) /g, '\u00a0');
}
