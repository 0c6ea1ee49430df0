import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Unavailable } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { type ReadResponse, type ResponseRow, readResponse } from './read-response.rules.js';
import type { ResponseFilter } from './response-filter.rules.js';
import { everyResponse } from './responses.query.js';
import { RowCursor } from './row-cursor.query.js';

/** The part of the pool that exports may hold: answers must always find a connection. */
const SHARE_OF_POOL = 1 / 3;

/** An export under way. */
export interface Export {
  /** The next responses; none when there are no more. */
  next(count: number): Promise<ReadResponse[]>;
  /** Ends it, also in the middle; may be called again. */
  close(): Promise<void>;
}

/** Reads all responses of a filter, as they are at one moment. */
@Injectable()
export class ExportResponses {
  private readonly atOnce: number;
  private underWay = 0;

  constructor(
    private readonly dataSource: DataSource,
    config: ResponseIntakeConfig,
  ) {
    this.atOnce = Math.max(1, Math.floor(config.databasePoolSize * SHARE_OF_POOL));
  }

  /**
   * Begins an export; whoever begins one closes it.
   * @throws Unavailable while as many are under way as this instance serves at once
   */
  async begin(filter: ResponseFilter): Promise<Export> {
    if (this.underWay === this.atOnce) throw new Unavailable(`${this.atOnce} exports are under way here; try again`);
    this.underWay++;
    let isOver = false;
    const over = () => {
      if (!isOver) this.underWay--;
      isOver = true;
    };
    try {
      const { sql, parameters } = everyResponse(filter);
      const cursor = await RowCursor.open<ResponseRow>(this.dataSource, sql, parameters);
      return {
        next: async (count) => (await cursor.fetch(count)).map(readResponse),
        close: () => cursor.close().finally(over),
      };
    } catch (error) {
      over();
      throw error;
    }
  }
}
