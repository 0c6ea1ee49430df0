import { defineService } from '#service-kit';
import { keepAccounts } from './accounts/keep-accounts.consumer.js';
import { ScoringConfig } from './config.js';
import { AnonymiseScoresWhenContactErased } from './erasures/anonymise-scores-when-contact-erased.consumer.js';
import { moveScoresWhenMerged } from './merges/move-scores-when-merged.consumer.js';
import { NpsController } from './metrics/nps.controller.js';
import { ReportNps } from './metrics/report-nps.action.js';
import { CreateScoring1760000004000 } from './migrations/1760000004000-create-scoring.js';
import { FindScoresByPerson1760000004100 } from './migrations/1760000004100-find-scores-by-person.js';
import { CountWhatIsTrusted1760000004300 } from './migrations/1760000004300-count-what-is-trusted.js';
import { ScoreWhenResponseRecorded } from './scores/score-when-response-recorded.consumer.js';
import { ScoredResponse } from './scores/scored-response.entity.js';
import { ScoresController } from './scores/scores.controller.js';

/** Categorises every response, counts it exactly once, and answers with NPS over any window. */
export const scoring = defineService({
  name: 'scoring',
  description: 'Categories, exact counts, and NPS with its uncertainty',
  config: ScoringConfig,
  entities: [ScoredResponse],
  migrations: [CreateScoring1760000004000, FindScoresByPerson1760000004100, CountWhatIsTrusted1760000004300],
  consumers: [keepAccounts, ScoreWhenResponseRecorded, AnonymiseScoresWhenContactErased, moveScoresWhenMerged],
  controllers: [NpsController, ScoresController],
  providers: [ReportNps],
});
