export { createTestDatabase, type TestDatabase } from './database.js';
export { TEST_PASSWORD, TEST_SECRET, type TestEnvironment, testEnvironment } from './environment.js';
export { eventually } from './eventually.js';
export { DAY, FakeClock, HOUR, MINUTE } from './fake-clock.js';
export { Harness, type TestAnswer } from './harness.js';
export { journeyEvent, NoteJourneyEvent, probe } from './probe.js';
export { journeyRecord, ProbeBench } from './probe-bench.js';
