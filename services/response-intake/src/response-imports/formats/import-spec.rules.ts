import type { FollowUpAnswer, Metric } from '#survey-documents';

/** The files that can be imported, by the tool that wrote them. */
export const IMPORT_FORMATS = [
  'delighted-csv',
  'delighted-json',
  'surveymonkey-csv',
  'retently-csv',
  'asknicely-csv',
  'generic-csv',
] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** A format whose files are CSV. */
export type CsvFormat = Exclude<ImportFormat, 'delighted-json'>;

/** What the rows of a file can be. */
export const IMPORT_KINDS = ['people', 'responses', 'unsubscribes', 'bounces'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];

/** In which order a date such as 03/04/2024 has its day and month. */
export type DateOrder = 'dmy' | 'mdy';

/** How a file is to be read. */
export interface ImportSpec {
  readonly format: ImportFormat;
  /** The system that the ids of its responses are from. */
  readonly source: string;
  /** The touchpoint of responses that name none. */
  readonly touchpoint: string;
  /** What is measured where a row does not say so. */
  readonly metric: Metric;
  /** What its rows are, where they do not say so themselves. */
  readonly kind?: ImportKind;
  readonly dateOrder?: DateOrder;
  /** Fields by the names of columns; it goes before what the format says. */
  readonly mapping: Readonly<Record<string, string>>;
}

/** The values that a row can have. */
export const SOURCE_FIELDS = [
  'externalId',
  'personId',
  'contactId',
  'email',
  'phone',
  'name',
  'firstName',
  'lastName',
  'locale',
  'accountId',
  'score',
  'comment',
  'answeredAt',
  'updatedAt',
  'touchpoint',
  'metric',
  'tags',
  'unsubscribedAt',
  'bouncedAt',
  'status',
] as const;

export type SourceField = (typeof SOURCE_FIELDS)[number];

/** A row as text, whatever its format; a field is there, and empty, where the file has a place for it. */
export type SourceValues = Partial<Readonly<Record<SourceField, string>>> & {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly answers?: readonly FollowUpAnswer[];
};

/** A row as it was read, or what kept it from being read. */
export type SourceRow =
  | { readonly row: number; readonly values: SourceValues }
  | { readonly row: number; readonly field?: string; readonly problem: string };
