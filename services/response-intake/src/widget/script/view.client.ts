import type { ToldText, WidgetQuestion, WidgetView } from '../view.rules.js';

/** What the server says is to be shown. */
export type View = WidgetView;

/** A question of a step. */
export type Question = WidgetQuestion;

/** A text with its language. */
export type Told = ToldText;

/** What is sent for a view: a score, or the answers of a step. */
export type Given =
  | { readonly score: number; readonly shown?: string }
  | {
      readonly comment?: string;
      readonly answers: { questionId: string; text?: string; rating?: number; choices?: string[] }[];
    };
