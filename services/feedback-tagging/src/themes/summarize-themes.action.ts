import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { InvalidRequest } from '#service-kit';
import { themeCounts } from './theme-counts.query.js';
import { spanOf, summarize, type ThemeSummary } from './theme-summary.rules.js';

/** Says what the comments of a span of days speak of. */
@Injectable()
export class SummarizeThemes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest where the span ends before it begins */
  async run(asked: {
    from?: string;
    to?: string;
    include?: string;
  }): Promise<{ window: { from: string; to: string }; themes: ThemeSummary[] }> {
    const window = spanOf(asked, this.clock.now().toISOString().slice(0, 10));
    if (window.from > window.to) {
      const reason = `must not be after ${window.to}`;
      throw new InvalidRequest(`from ${reason}`, [{ field: 'from', reason }]);
    }
    const withFeedback = asked.include === 'feedback';
    const counts = await themeCounts(this.dataSource, window.from, window.to, withFeedback);
    return { window, themes: summarize(counts) };
  }
}
