/** Who calls, as the services are told. */
export interface Call {
  /** Says who calls, and what that key may do. */
  readonly token: string;
  readonly requestId: string;
  readonly address: string;
  /** What the caller named the request by, where a name was given. */
  readonly idempotencyKey?: string;
}
