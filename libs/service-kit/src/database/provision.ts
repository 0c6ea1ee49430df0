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
    await client.query('SELECT pg_advisory_lock(7267)');
    for (const service of services) {
      const schema = pg.escapeIdentifier(schemaOf(service));
      const role = pg.escapeIdentifier(`rapport_${schemaOf(service)}`);
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [
        `rapport_${schemaOf(service)}`,
      ]);
      await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
      await client.query(`GRANT ${role} TO CURRENT_USER`);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${role}`);
    }
  } finally {
    await client.end();
  }
}
