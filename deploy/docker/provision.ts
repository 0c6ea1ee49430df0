import { provisionDatabase, schemaOf } from '#service-kit';

/*
 * Runs once before the services start: gives every service that a `<SERVICE>_DATABASE_PASSWORD` names its own role and
 * schema in the database of `DATABASE_URL`. May run again: it changes passwords and takes nothing away.
 */

const PASSWORD_OF = /^([A-Z_]+)_DATABASE_PASSWORD$/;

/** Services and their passwords, such as `survey-dispatch` from `SURVEY_DISPATCH_DATABASE_PASSWORD`. */
function passwordsOf(env: Readonly<Record<string, string | undefined>>): [service: string, password: string][] {
  return Object.entries(env).flatMap(([name, password]) => {
    const service = PASSWORD_OF.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
    return service && password ? [[service, password]] : [];
  });
}

const { DATABASE_URL } = process.env;
const passwords = passwordsOf(process.env);
if (!DATABASE_URL || passwords.length === 0) {
  process.stderr.write(
    'Set DATABASE_URL, with a role that may create roles, and <SERVICE>_DATABASE_PASSWORD of each.\n',
  );
  process.exit(1);
}
try {
  for (const [service, password] of passwords) {
    await provisionDatabase(DATABASE_URL, [service], password);
    process.stdout.write(`${service}: role rapport_${schemaOf(service)}, schema ${schemaOf(service)}\n`);
  }
} catch (error) {
  process.stderr.write(`The database cannot be provisioned: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
