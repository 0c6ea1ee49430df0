import { STATES, statesBefore, TRANSITIONS } from './invitation-state.rules.js';

describe('what becomes of an invitation', () => {
  it.each(['answered', 'cancelled'] as const)('ends with %s', (state) => {
    expect(TRANSITIONS[state]).toEqual([]);
  });

  it('is sent again from no state in which somebody may have it', () => {
    expect(statesBefore('sending')).toEqual(['scheduled']);
    expect(statesBefore('scheduled')).toEqual(['sending', 'bounced']);
  });

  it('takes an answer wherever it is, unless it was taken back', () => {
    expect(STATES.filter((state) => !TRANSITIONS[state].includes('answered'))).toEqual(['cancelled', 'answered']);
  });

  it('expires only when it was sent, or is about to be', () => {
    expect(statesBefore('expired')).toEqual(['sending', 'sent', 'delivered', 'opened']);
  });

  it('is not taken back while its mail is on its way', () => {
    expect(statesBefore('cancelled')).toEqual(['scheduled', 'sent', 'delivered', 'opened', 'unknown']);
  });

  it('never enters a state that it is in', () => {
    expect(STATES.filter((state) => TRANSITIONS[state].includes(state))).toEqual([]);
  });
});
