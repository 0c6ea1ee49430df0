import { printProgress } from './progress.js';

function output(isTTY: boolean) {
  const printed: string[] = [];
  return { isTTY, printed, write: (text: string) => printed.push(text) };
}

describe('progress', () => {
  it('overwrites passing texts on a terminal', () => {
    const out = output(true);
    const say = printProgress(out);
    say('1 of 2', 'passing');
    say('2 of 2', 'passing');
    say('done');
    say('next');
    expect(out.printed).toEqual(['1 of 2', '\r\x1b[K2 of 2', '\r\x1b[Kdone\n', 'next\n']);
  });

  it('prints a passing text every 5 s elsewhere, and the others always', () => {
    const out = output(false);
    let now = 0;
    const say = printProgress(out, () => now);
    for (; now <= 9_000; now += 1_000) say(`${now}`, 'passing');
    say('done');
    expect(out.printed).toEqual(['0\n', '5000\n', 'done\n']);
  });
});
