import { defineService } from '#service-kit';
import { FeedbackTaggingConfig } from './config.js';
import { EraseWhenContactErased } from './erasures/erase-when-contact-erased.consumer.js';
import { Insight } from './insights/insight.entity.js';
import { InsightsController } from './insights/insights.controller.js';
import { TagWhenFeedbackRecorded } from './insights/tag-when-feedback-recorded.consumer.js';
import { TagWhenResponseRecorded } from './insights/tag-when-response-recorded.consumer.js';
import { moveToSurvivorWhenMerged } from './merges/move-to-survivor-when-merged.consumer.js';
import { CreateFeedbackTagging1760000005000 } from './migrations/1760000005000-create-feedback-tagging.js';
import { ReadAnswers1760000005100 } from './migrations/1760000005100-read-answers.js';
import { ReadFeedback1760000005400 } from './migrations/1760000005400-read-feedback.js';
import { TaxonomyController } from './taxonomy/taxonomy.controller.js';
import { SummarizeThemes } from './themes/summarize-themes.action.js';
import { ThemesController } from './themes/themes.controller.js';

/** Reads every comment, text answer and feedback item: its language, its sentiment, the themes it speaks of, and the words that show them. */
export const feedbackTagging = defineService({
  name: 'feedback-tagging',
  description: 'What comments say: language, sentiment and themes, with the words that show it',
  config: FeedbackTaggingConfig,
  entities: [Insight],
  migrations: [CreateFeedbackTagging1760000005000, ReadAnswers1760000005100, ReadFeedback1760000005400],
  consumers: [TagWhenResponseRecorded, TagWhenFeedbackRecorded, EraseWhenContactErased, moveToSurvivorWhenMerged],
  controllers: [InsightsController, TaxonomyController, ThemesController],
  providers: [SummarizeThemes],
});
