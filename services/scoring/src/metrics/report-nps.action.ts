import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { InvalidRequest } from '#service-kit';
import { shownSegment, storedSegment } from '../accounts/segment.rules.js';
import { ScoringConfig } from '../config.js';
import { distributionsIn } from './distributions.query.js';
import { breakDown, type ComparedNps, type NpsGroupBy } from './nps-report.rules.js';
import { type Window, windowBefore, windowOf } from './window.rules.js';

/** Whose NPS is asked for, when, and beside what. */
export interface NpsQuestion extends Partial<Window> {
  readonly segment?: string;
  readonly touchpoint?: string;
  readonly groupBy?: NpsGroupBy;
  readonly compare?: 'previous';
}

/** An NPS with all that it takes to judge it. */
export type NpsReport = ComparedNps & {
  readonly method: 'respondent_nps';
  readonly window: Window;
  readonly previousWindow?: Window;
  readonly segment: string | null;
  readonly touchpoint: string | null;
  readonly privacyFloor: number;
  readonly groups?: (ComparedNps & { key: string })[];
};

/** Answers how likely respondents are to recommend, from the counts alone. */
@Injectable()
export class ReportNps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: ScoringConfig,
  ) {}

  /** @throws InvalidRequest where the days make no window */
  async run({ groupBy, compare, ...asked }: NpsQuestion): Promise<NpsReport> {
    const window = windowOf(asked, this.clock.now().toISOString().slice(0, 10));
    if ('reason' in window) throw new InvalidRequest(`${window.field} ${window.reason}`, [window]);
    if (groupBy === 'day' && compare) throw new InvalidRequest(NO_DAYS.reason, [NO_DAYS]);
    const segment = asked.segment === undefined ? undefined : storedSegment(asked.segment);
    const read = (days: Window) =>
      distributionsIn(this.dataSource, days, { segment, touchpoint: asked.touchpoint }, groupBy ?? 'all');
    const previousWindow = compare && windowBefore(window);
    const [current, earlier] = await Promise.all([read(window), previousWindow && read(previousWindow)]);
    const { groups, ...measure } = breakDown(current, earlier, this.config.privacyFloor);
    return {
      method: 'respondent_nps',
      window,
      ...(previousWindow && { previousWindow }),
      segment: asked.segment ?? null,
      touchpoint: asked.touchpoint ?? null,
      privacyFloor: this.config.privacyFloor,
      ...measure,
      ...(groupBy && {
        groups: groups.map((group) => (groupBy === 'segment' ? { ...group, key: shownSegment(group.key) } : group)),
      }),
    };
  }
}

const NO_DAYS = {
  field: 'compare',
  reason: 'compare works for touchpoints and segments; days follow each other already',
};
