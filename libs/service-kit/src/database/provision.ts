import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Schema and role of a service: `survey-dispatch` owns the schema `survey_dispatch` as `rapport_survey_dispatch`. */
export function schemaOf(service: string): string {
  return service.replaceAll('-', '_');
}

/** The address of a database for a service's own role. */
export function databaseUrlOf(adminUrl: string, service: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = `rapport_${schemaOf(service)}`;
  url.password = password;
  return url.href;
}

/** Roles belong to the cluster: two databases that are provisioned at once meet there. */
const CONCURRENT = new Set(['23505', '42710', 'XX000']);
const ATTEMPTS = 10;

/**
 * Gives each service its schema and a role that owns nothing else. May be called again: passwords are set anew.
 * @param adminUrl a role that may create roles and schemas
 */
export async function provisionDatabase(
  adminUrl: string,
  services: readonly string[],
  password: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const service of services) {
      for (let attempt = 1; ; attempt++) {
        try {
          await provisionService(client, service, password);
          break;
        } catch (error) {
          if (attempt === ATTEMPTS || !CONCURRENT.has((error as { code?: string }).code ?? '')) throw error;
          await sleep(20 * attempt);
        }
      }
    }
  } finally {
    await client.end();
  }
}

async function provisionService(client: pg.Client, service: string, password: string): Promise<void> {
  const name = `rapport_${schemaOf(service)}`;
  const schema = pg.escapeIdentifier(schemaOf(service));
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  await client.query(`GRANT ${role} TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${role}`);
}
