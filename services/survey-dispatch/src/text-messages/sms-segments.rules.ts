/** Characters of GSM 03.38 that take one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Those that take two. */
const EXTENDED = new Set('^{}\\[~]|€');
const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** How many segments a text message is sent in, and paid for: of 160 septets, or of 70 units for what GSM 03.38 has not. */
export function segmentsOf(text: string): number {
  const septets = septetsOf(text);
  if (septets === undefined) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

/** A text in the characters of GSM 03.38, where it can be read without the marks that it loses; nothing where it cannot. */
export function inGsm(text: string): string | undefined {
  const plain = text.replace(/[’‘“”–—…\u00a0\u202f]/g, (character) => PLAIN[character]!);
  const folded = [...plain].map((it) => (isGsm(it) ? it : it.normalize('NFD').replace(/\p{M}/gu, ''))).join('');
  return septetsOf(folded) === undefined ? undefined : folded;
}

const isGsm = (character: string) => BASIC.has(character) || EXTENDED.has(character);

function septetsOf(text: string): number | undefined {
  let septets = 0;
  for (const character of text) {
    if (BASIC.has(character)) septets += 1;
    else if (EXTENDED.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
}
