import { outcomeOfAnswer, outcomeOfSilence } from './sms-outcome.rules.js';

describe("a provider's answer", () => {
  it.each([
    [{ status: 201 }, 'accepted', undefined],
    [{ status: 200 }, 'accepted', undefined],
    [{ status: 400, code: 21610 }, 'refused', true],
    [{ status: 400, code: 21211 }, 'refused', true],
    [{ status: 400, code: 21614 }, 'refused', true],
    [{ status: 400, code: 21617 }, 'refused', undefined],
    [{ status: 400 }, 'refused', undefined],
    [{ status: 400, code: 21606 }, 'later', undefined],
    [{ status: 401, code: 20003 }, 'later', undefined],
    [{ status: 302 }, 'later', undefined],
    [{ status: 429, code: 20429 }, 'later', undefined],
    [{ status: 503 }, 'later', undefined],
    [{ status: 500 }, 'unclear', undefined],
    [{ status: 502 }, 'unclear', undefined],
    [{ status: 504 }, 'unclear', undefined],
  ])('of %j is %s', (answer, kind, isNumberRefused) => {
    const told = outcomeOfAnswer(answer);
    expect([told.outcome.kind, told.isNumberRefused]).toEqual([kind, isNumberRefused]);
  });

  it('is told by its codes, without a number', () => {
    expect(outcomeOfAnswer({ status: 400, code: 21610 }).outcome).toEqual({ kind: 'refused', reason: 'SMS 400 21610' });
  });
});

describe('no answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'])(
    'after %s means that it can be sent later',
    (code) => {
      expect(outcomeOfSilence(code).outcome.kind).toBe('later');
    },
  );

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'TimeoutError', 'EPIPE', 'error'])(
    'after %s means that it may have been sent',
    (code) => {
      expect(outcomeOfSilence(code).outcome.kind).toBe('unclear');
    },
  );
});
