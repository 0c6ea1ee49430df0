import { plainToInstance, Transform } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

/** A configuration that cannot work; the message lists every problem. */
export class ConfigError extends Error {}

/** Reads a number from an environment variable. */
export const ToNumber = () => Transform(({ value }) => (typeof value === 'string' ? Number(value) : value));

/** Reads a comma-separated list from an environment variable. */
export const ToList = () =>
  Transform(({ value }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean)
      : value,
  );

/** What every service is told by its environment. A property `databaseUrl` is read from `DATABASE_URL`. */
export class ServiceConfig {
  /** Address the service listens on. */
  @IsString()
  host = '0.0.0.0';

  /** Port the service listens on; 0 takes any free one. */
  @ToNumber()
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 8080;

  /** Signs what the gateway tells the services about a caller; the same in all of them. */
  @IsString()
  @MinLength(32)
  internalSecret: string;

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
  logLevel = 'info';

  /** Postgres, with the service's own role. */
  @Matches(/^postgres(ql)?:\/\//, { message: '$property must be a postgres:// address' })
  databaseUrl: string;

  /** Connections to Postgres at the most. */
  @ToNumber()
  @IsInt()
  @Min(2)
  databasePoolSize = 10;

  /** Kafka's bootstrap addresses, `host:port`, comma-separated. */
  @ToList()
  @IsArray()
  @Matches(/^[^\s:]+:\d+$/, { each: true, message: '$property must be host:port, comma-separated' })
  kafkaBrokers: string[];

  /** Set before every topic and consumer group, so that several installations share a cluster. */
  @Matches(/^[\w.-]*$/)
  topicPrefix = '';

  /** How long a silent instance keeps its partitions, in milliseconds. */
  @ToNumber()
  @IsInt()
  @Min(6_000)
  kafkaSessionTimeoutMs = 30_000;

  /** Where telemetry goes, such as `http://collector:4318`; none when absent. Read by the OpenTelemetry SDK. */
  @IsOptional()
  @IsString()
  otelExporterOtlpEndpoint?: string;
}

/** Environment variable of a property: `databaseUrl` is `DATABASE_URL`. */
function variableOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function propertyOf(variable: string): string {
  return variable.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Reads a configuration class from the environment.
 * @throws ConfigError listing every variable that is missing or wrong
 */
export function loadConfig<C extends object>(
  Config: new () => C,
  env: Readonly<Record<string, string | undefined>>,
): C {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const config = plainToInstance(Config, Object.fromEntries(given.map(([name, value]) => [propertyOf(name), value])), {
    exposeDefaultValues: true,
  });
  const problems = validateSync(config, { forbidUnknownValues: true }).flatMap((error) => {
    const name = variableOf(error.property);
    if (error.value === undefined) return [`${name} is missing`];
    return Object.values(error.constraints ?? {}).map((text) => text.replaceAll(error.property, name));
  });
  if (problems.length > 0) throw new ConfigError(`the configuration cannot work:\n  ${problems.join('\n  ')}`);
  return config;
}
