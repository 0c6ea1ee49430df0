import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import type { AttributeType } from './attribute.rules.js';
import type { AttributeDeclared } from './attribute-declaration.entity.js';

/** What an operator declares. */
export interface AttributeToDeclare {
  readonly subject: 'account' | 'contact';
  readonly name: string;
  readonly type: AttributeType;
  readonly allowed?: readonly string[];
  readonly description?: string;
}

/** Whether a stored value fits its declaration; `$2` is the type and `$3` the list of a choice. */
const FITS = `CASE $2::text
  WHEN 'number' THEN jsonb_typeof(value) = 'number'
  WHEN 'boolean' THEN jsonb_typeof(value) = 'boolean'
  WHEN 'date' THEN jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^\\d{4}-\\d{2}-\\d{2}$'
  WHEN 'choice' THEN jsonb_typeof(value) = 'string' AND value #>> '{}' = ANY ($3::text[])
  ELSE jsonb_typeof(value) = 'string' END`;

/** Declares custom attributes and takes declarations back; what is stored always fits what is declared. */
@Injectable()
export class DeclareAttribute {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Declares an attribute, or declares it anew.
   * @throws InvalidRequest for a choice without values, or values without a choice
   * @throws Conflict where a stored value would not fit, or an import is under way
   */
  run(declaration: AttributeToDeclare): Promise<AttributeDeclared> {
    const { subject, name, type, allowed, description } = declaration;
    if ((type === 'choice') !== (allowed !== undefined)) {
      const reason = type === 'choice' ? 'is needed for a choice' : `must not be given for the type ${type}`;
      throw new InvalidRequest(`allowed ${reason}`, [{ field: 'allowed', reason }]);
    }
    return this.transactions.run(async (transaction) => {
      const [coming] = await transaction.query<{ id: string }>(
        `SELECT import_id AS id FROM imports WHERE subject = $1 AND state IN ('receiving', 'applying') LIMIT 1`,
        [subject],
      );
      if (coming)
        throw new Conflict(`the import ${coming.id} is under way by what is declared now; try again after it`);
      const [misfit] = await transaction.query<{ id: string }>(
        `SELECT ${subject}_id AS id FROM ${subject}s, LATERAL (SELECT attributes -> $1 AS value) given
          WHERE value IS NOT NULL AND NOT ${FITS} LIMIT 1`,
        [name, type, allowed ?? null],
      );
      if (misfit) throw new Conflict(`the ${subject} ${misfit.id} has a value of ${name} that would not fit`);
      const [row] = await transaction.query<AttributeDeclared>(
        `INSERT INTO attribute_declarations AS kept (subject, name, type, allowed, description, declared_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (subject, name) DO UPDATE
           SET type = excluded.type, allowed = excluded.allowed, description = excluded.description
         RETURNING subject, name, type, allowed, description, declared_at AS "declaredAt"`,
        [subject, name, type, allowed ?? null, description ?? null, this.clock.now()],
      );
      return row!;
    });
  }

  /**
   * Takes a declaration back; values that are stored stay.
   * @throws NotFound where there is none
   */
  async revoke(subject: string, name: string): Promise<void> {
    const sql = 'DELETE FROM attribute_declarations WHERE subject = $1 AND name = $2 RETURNING name';
    const gone = await this.transactions.run((transaction) => transaction.query(sql, [subject, name]));
    if (gone.length === 0) throw new NotFound(`there is no declared attribute ${name} of ${subject}s`);
  }
}
