/** Where the library writes what an operator should know; pino fits. Fields come first, and hold no personal data. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
