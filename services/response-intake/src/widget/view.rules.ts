/** A text with the language that it is in. */
export interface ToldText {
  readonly text: string;
  readonly lang: string;
}

/** A question as the widget shows it. */
export interface WidgetQuestion {
  /** `comment` for the one that every survey has. */
  readonly id: string;
  readonly kind: 'text' | 'rating' | 'single_choice' | 'multiple_choice';
  readonly question: ToldText;
  /** What stands behind the question: that it may be left out. */
  readonly hint: string;
  readonly choices: readonly { readonly id: string; readonly label: ToldText }[];
  readonly low?: string;
  readonly high?: string;
}

/** What the widget shows next. */
export interface WidgetView {
  readonly kind: 'score' | 'questions' | 'thanks';
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The heading; for a score, the question itself. */
  readonly title: ToldText;
  readonly text?: string;
  readonly sender?: string;
  /** `#rrggbb`, on which white can be read. */
  readonly color?: string;
  readonly scores?: readonly number[];
  readonly low?: string;
  readonly high?: string;
  readonly questions?: readonly WidgetQuestion[];
  /** Where what is answered is sent, below the gateway's address. */
  readonly send?: string;
  /** Sent back with the score: when it was shown. */
  readonly shown?: string;
  readonly texts: {
    readonly submit: string;
    readonly close: string;
    readonly missing: string;
    readonly failed: string;
  };
}
