import { agentOf } from './agent.http.js';

describe('agentOf', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox', false],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      'Safari',
      false,
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36',
      'Chrome',
      true,
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot', true],
    ['curl/8.10.1', undefined, true],
    ['ana@acme.example/1.0', undefined, expect.any(Boolean)],
    ['', undefined, false],
    [undefined, undefined, false],
  ])('of %p keeps the family %p alone', (userAgent, family, isAutomated) => {
    expect(agentOf(userAgent)).toEqual({ ...(family && { family }), isAutomated });
  });

  it('reads the longest header in no time', () => {
    const long = `Mozilla/5.0 ${'('.repeat(50_000)}`;
    expect(agentOf(long)).toEqual({ isAutomated: expect.any(Boolean) });
  });
});
