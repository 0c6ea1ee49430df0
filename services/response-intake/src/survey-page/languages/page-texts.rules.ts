/** What the survey page says in one language. */
export interface Texts {
  readonly title: string;
  readonly scaleLow: string;
  readonly scaleHigh: string;
  readonly commentLabel: string;
  readonly optional: string;
  readonly send: string;
  /** With `{from}` and `{to}` for the ends of the scale. */
  readonly scoreMissing: string;
  readonly commentTooLong: string;
  readonly moreQuestions: string;
  readonly next: string;
  readonly optionalMany: string;
  readonly changeAnswers: string;
  readonly ratingLow: string;
  readonly ratingHigh: string;
  readonly csatLow: string;
  readonly csatHigh: string;
  readonly cesLow: string;
  readonly cesHigh: string;
  readonly preview: string;
  readonly errorPrefix: string;
  readonly thanks: string;
  readonly recorded: string;
  readonly yourScore: string;
  readonly changeScore: string;
  readonly tellUsWhy: string;
  readonly addComment: string;
  readonly yourComment: string;
  readonly changeComment: string;
  readonly final: string;
  readonly brokenLink: string;
  readonly brokenLinkHelp: string;
  readonly expired: string;
  readonly expiredHelp: string;
  readonly takenBack: string;
  readonly takenBackHelp: string;
  readonly erasedHelp: string;
  readonly wait: string;
  readonly waitHelp: string;
  readonly tryAgain: string;
  readonly failed: string;
  readonly failedHelp: string;
  /** Heads what is wrong with a form. */
  readonly problem: string;
  /** For a choice or a rating that is not among those shown. */
  readonly chooseOne: string;
  readonly answersRefused: string;
  readonly tooMuch: string;
  readonly back: string;
  readonly backToSurvey: string;
  /** Thanks to promoters, passives and detractors, or who answered as well of another metric. */
  readonly thanksBest: string;
  readonly thanksMiddle: string;
  readonly thanksWorst: string;
  readonly noMoreSurveys: string;
  readonly language: string;
}
