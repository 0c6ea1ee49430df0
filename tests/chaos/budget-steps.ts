import fc from 'fast-check';

export const PROGRAMS = ['after-support-case', 'after-onboarding', 'before-renewal', 'relationship'];
export const TOUCHPOINTS = ['support.case_closed', 'onboarding.completed', 'renewal.upcoming', 'program:relationship'];

/** What may happen in a history: a few contacts, two dispatchers, a few programs, and time that goes by or is wrong. */
export function stepOf(people: number) {
  const happening = fc.record({
    who: fc.nat(people - 1),
    touchpoint: fc.nat(TOUCHPOINTS.length - 1),
    // A few ids only: the same event comes again and again.
    id: fc.nat(15),
  });
  const batch = fc.array(happening, { minLength: 1, maxLength: 6 });
  const dispatcher = fc.nat(1);
  const who = fc.nat(people - 1);
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('both' as const), first: batch, second: batch }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('events' as const), dispatcher, events: batch }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('deferred' as const), events: batch }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 40 * 24 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('step' as const),
        dispatcher,
        hours: fc.integer({ min: -300, max: 300 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), dispatcher, events: batch }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), dispatcher }) },
    // A partition moves: what one was deciding comes to the other, and may come to the first once more.
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('repartition' as const), dispatcher, events: batch }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remind' as const), who }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('send' as const), who }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who, events: batch }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const), program: fc.nat(PROGRAMS.length - 1) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const), dispatcher, events: batch }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), who, into: who, events: batch }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('block' as const), who }) },
  );
}

export type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer T> ? T : never;
export type Happening = Extract<Step, { kind: 'events' }>['events'][number];
