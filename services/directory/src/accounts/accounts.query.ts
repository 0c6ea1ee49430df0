import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { attributeCondition, equalities, textCondition, whereOf } from '../search/search.rules.js';
import { Account } from './account.entity.js';

/** Which accounts to list; `limit` of them after the id `cursor`. */
export interface AccountFilter {
  readonly q?: string;
  readonly segment?: string;
  readonly region?: string;
  readonly ownerCsm?: string;
  readonly lifecycle?: string;
  readonly attribute?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Reads accounts. */
@Injectable()
export class AccountQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** An account by its id; the survivor, saying so, where the id was merged away. */
  async one(accountId: string): Promise<(Account & { mergedFrom?: string }) | null> {
    const accounts = this.dataSource.getRepository(Account);
    const [row] = await this.dataSource.query<{ mergedInto: string | null }[]>(
      'SELECT merged_into AS "mergedInto" FROM accounts WHERE account_id = $1',
      [accountId],
    );
    const survivor = await accounts.findOneBy({ accountId: row?.mergedInto ?? accountId });
    return survivor && row?.mergedInto ? { ...survivor, mergedFrom: accountId } : survivor;
  }

  /** Accounts that fit, in the order of their ids. */
  list(filter: AccountFilter): Promise<Account[]> {
    const { segment, region, ownerCsm, lifecycle } = filter;
    const { sql, parameters } = whereOf([
      { sql: 'merged_into IS NULL', parameters: [] },
      ...equalities({ segment, region, owner_csm: ownerCsm, lifecycle }),
      ...(filter.q ? [textCondition(filter.q, { id: 'account_id' })] : []),
      ...(filter.attribute ? [attributeCondition(filter.attribute)] : []),
      ...(filter.cursor === undefined ? [] : [{ sql: 'account_id > ?', parameters: [filter.cursor] }]),
    ]);
    return this.dataSource.query<Account[]>(
      `SELECT account_id AS "accountId", version, name, arr, segment, region, renewal_date::text AS "renewalDate",
              owner_csm AS "ownerCsm", lifecycle, attributes, updated_at AS "updatedAt"
         FROM accounts WHERE ${sql} ORDER BY account_id LIMIT ${Number(filter.limit)}`,
      [...parameters],
    );
  }
}
