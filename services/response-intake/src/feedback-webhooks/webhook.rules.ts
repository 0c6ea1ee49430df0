/** A value that a mapping may give by itself. */
export type Constant = string | number | boolean;

/** How a moment may be written: RFC 3339, or seconds or milliseconds since 1970. */
export const MOMENT_FORMATS = ['rfc3339', 'epoch_s', 'epoch_ms'] as const;

/** Where a field's value is from: a path, what a path finds in another form, or a constant. */
export type FieldSource =
  | string
  | { readonly constant: Constant }
  | {
      readonly path: string;
      /** Read from the whole delivery, where a delivery holds several items; from the item when absent. */
      readonly of?: 'delivery';
      /** Of a moment; `rfc3339` when absent. */
      readonly format?: (typeof MOMENT_FORMATS)[number];
      /** What is taken for each value that may be found. */
      readonly values?: Readonly<Record<string, Constant>>;
      /** What is taken where nothing is found, or a value that `values` does not name. */
      readonly otherwise?: Constant;
    };

/** The fields of a feedback item that a mapping may fill, beside its rating; `source` and `kind` are the webhook's own. */
export const MAPPED_FIELDS = [
  'externalId',
  'text',
  'title',
  'contactId',
  'email',
  'accountId',
  'language',
  'url',
  'writtenAt',
  'updatedAt',
  'deleted',
] as const;

/** A field that a mapping may fill. */
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** What has to be mapped. */
export const NEEDED_FIELDS: readonly MappedField[] = ['externalId', 'text', 'writtenAt'];

/** The three numbers of a rating. */
export const RATING_PARTS = ['value', 'lowest', 'highest'] as const;

/** How a delivery becomes feedback items: every path is JSONPath (RFC 9535). */
export interface DeliveryMapping {
  /** A path that has to find something in a delivery; it is ignored otherwise. */
  readonly when?: string;
  /** A path to the items of a delivery that holds several; the delivery is the item when absent. */
  readonly items?: string;
  readonly fields: Readonly<Partial<Record<MappedField, FieldSource>>> & {
    readonly rating?: Readonly<Record<(typeof RATING_PARTS)[number], FieldSource>>;
  };
}

/** How a delivery shows that it comes from whoever knows the secret. */
export type Signature =
  | {
      readonly scheme: 'hmac-sha256';
      /** The header that holds the signature. */
      readonly header: string;
      /** What stands before it, such as `sha256=`. */
      readonly prefix?: string;
      readonly encoding: 'hex' | 'base64';
      /** The header that holds the moment of signing, RFC 3339 or since 1970; an old delivery is refused. */
      readonly timestampHeader?: string;
      /** How far that moment may be from now. */
      readonly toleranceSeconds?: number;
      /** What is signed, with `{body}` and `{timestamp}` in it. */
      readonly signedContent?: string;
    }
  | { readonly scheme: 'shared-token'; readonly header: string }
  | { readonly scheme: 'basic'; readonly username: string };

/** What a webhook takes, and how. */
export interface WebhookDefinition {
  readonly source: string;
  readonly kind: string;
  readonly mapping: DeliveryMapping;
  readonly signature: Signature;
}

/** The most values and items of a delivery, entries of a value map, and problems that are told of a delivery. */
export const MOST = { inDelivery: 20_000, items: 200, values: 100, problems: 20 } as const;

/** How long a signature is taken where nothing else is said. */
export const DEFAULT_TOLERANCE_SECONDS = 300;
