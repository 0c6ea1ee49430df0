import { colorStyle } from './branding.rules.js';
import { contrast, mixed } from './contrast.rules.js';

describe('the colour of a sender', () => {
  it.each([
    ['#0f766e', ['light']],
    ['#ffee00', ['dark']],
    ['#000000', ['light']],
    ['#808080', []],
  ])('%s is that of buttons where texts on it can be read', (color, schemes) => {
    const style = colorStyle(color);
    expect(style).toContain(`main{border-top:.5rem solid ${color}}`);
    expect([...style.matchAll(/prefers-color-scheme:(\w+)/g)].map(([, scheme]) => scheme)).toEqual(schemes);
  });

  it.each(['red', '#fff', '#0f766e}body{display:none', ''])('is nothing where it is %j', (color) => {
    expect(colorStyle(color)).toBe('');
  });
});

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#ffffff', '#ffffff', 1],
  ])('of %s and %s is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBeCloseTo(ratio, 1);
  });

  it('is hardly less on a ground with a tint', () => {
    expect(mixed('#000000', '#ffffff')).toBe('#e0e0e0');
    expect(contrast('#17212b', mixed('#0f766e', '#ffffff'))).toBeGreaterThan(12);
  });
});
