/** The Postgres and Kafka that a spec works with. */
export interface TestEnvironment {
  /** A role that may do everything. */
  readonly adminUrl: string;
  /** The migrated database that is cloned; an empty one is made when absent. */
  readonly template?: string;
  readonly brokers: readonly string[];
}

/** What the test run started for all specs; `npm test` sets it. */
export function testEnvironment(): TestEnvironment {
  const { RAPPORT_TEST_DATABASE_URL, RAPPORT_TEST_TEMPLATE, RAPPORT_TEST_KAFKA_BROKERS } = process.env;
  if (!RAPPORT_TEST_DATABASE_URL || !RAPPORT_TEST_TEMPLATE || !RAPPORT_TEST_KAFKA_BROKERS) {
    throw new Error('integration specs need Postgres and Kafka: run them with `npm test -- <path>`');
  }
  return {
    adminUrl: RAPPORT_TEST_DATABASE_URL,
    template: RAPPORT_TEST_TEMPLATE,
    brokers: RAPPORT_TEST_KAFKA_BROKERS.split(','),
  };
}

/** Password of the services' roles in tests. */
export const TEST_PASSWORD = 'rapport-test';

/** Signs what the gateway says about callers, in tests. */
export const TEST_SECRET = 'a-secret-for-tests-of-32-characters';
