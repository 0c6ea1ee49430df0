/** WCAG 2.2, success criterion 1.4.3. */
const READABLE = 4.5;
/** How much of a colour tints what lies under a text. */
const TINT = 0.12;

const channelsOf = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Relative luminance, 0 to 1, of `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** Whether a text in one colour can be read on the other. */
export function isReadable(one: string, other: string): boolean {
  return contrast(one, other) >= READABLE;
}

/** A little of a colour on a ground, as `#rrggbb`. */
export function mixed(color: string, ground: string): string {
  const grounds = channelsOf(ground);
  const values = channelsOf(color).map((value, at) => Math.round(value * TINT + grounds[at]! * (1 - TINT)));
  return `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
