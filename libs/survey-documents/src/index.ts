export {
  type AnswerProblem,
  type FollowUpAnswer,
  type GivenAnswer,
  LONGEST_ANSWER,
  tidyText,
  withAnswers,
} from './follow-up-answers.rules.js';
export {
  BANDS,
  type Branding,
  bandOf,
  type Choice,
  type Condition,
  type FollowUp,
  inLanguage,
  isIn,
  LIMITS,
  type Metric,
  PLAIN_NPS,
  type Questionnaire,
  type Range,
  ratingsOf,
  SCALES,
  type SurveyDocument,
  scoresOf,
  type TextByLanguage,
} from './survey-document.rules.js';
export { type AnswerValue, fitsScore, shownFollowUps, walk } from './survey-walk.rules.js';
