import { windowBefore, windowOf } from './window.rules.js';

const today = '2026-03-31';

describe('windowOf', () => {
  it.each([
    [{}, { from: '2026-01-01', to: '2026-03-31' }],
    [{ from: '2026-03-01' }, { from: '2026-03-01', to: '2026-03-31' }],
    [{ to: '2026-03-30' }, { from: '2025-12-31', to: '2026-03-30' }],
    [
      { from: '2026-02-28', to: '2026-02-28' },
      { from: '2026-02-28', to: '2026-02-28' },
    ],
    [
      { from: '2023-04-01', to: '2026-03-31' },
      { from: '2023-04-01', to: '2026-03-31' },
    ],
  ])('takes %j for %j', (asked, window) => {
    expect(windowOf(asked, today)).toEqual(window);
  });

  it.each([
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '01.02.2026' }, 'from'],
    [{ to: '2026-3-1' }, 'to'],
    [{ from: '2026-04-01' }, 'from'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'from'],
    [{ from: '2023-03-31', to: '2026-03-31' }, 'from'],
  ])('refuses %j and names %s', (asked, field) => {
    expect(windowOf(asked, today)).toEqual({ field, reason: expect.any(String) });
  });
});

it.each([
  [
    { from: '2026-03-01', to: '2026-03-31' },
    { from: '2026-01-29', to: '2026-02-28' },
  ],
  [
    { from: '2024-03-01', to: '2024-03-01' },
    { from: '2024-02-29', to: '2024-02-29' },
  ],
])('sets before %j the window %j of equal length', (window, before) => {
  expect(windowBefore(window)).toEqual(before);
});
