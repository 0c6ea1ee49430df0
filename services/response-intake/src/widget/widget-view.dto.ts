import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { WidgetView } from './view.rules.js';

/** A text with its language. */
export class WidgetTextDto {
  @ApiProperty({ example: 'How likely are you to recommend us?' })
  text: string;
  @ApiProperty({ example: 'en' })
  lang: string;
}

/** One of the answers that can be chosen in the widget. */
export class WidgetChoiceDto {
  @ApiProperty({ example: 'waiting', description: 'Of a rating, the number' })
  id: string;
  @ApiProperty({ type: WidgetTextDto })
  label: WidgetTextDto;
}

/** A question as the widget shows it. */
export class WidgetQuestionDto {
  @ApiProperty({ example: 'disappointment', description: '`comment` for the one that every survey has' })
  id: string;
  @ApiProperty({ enum: ['text', 'rating', 'single_choice', 'multiple_choice'], example: 'single_choice' })
  kind: 'text' | 'rating' | 'single_choice' | 'multiple_choice';
  @ApiProperty({ type: WidgetTextDto })
  question: WidgetTextDto;
  @ApiProperty({ example: 'optional' })
  hint: string;
  @ApiProperty({ type: [WidgetChoiceDto] })
  choices: readonly WidgetChoiceDto[];
  @ApiPropertyOptional({ example: '1 – Poor' })
  low?: string;
  @ApiPropertyOptional({ example: '5 – Very good' })
  high?: string;
}

/** What is written on the widget's controls. */
export class WidgetTextsDto {
  @ApiProperty({ example: 'Send answer' })
  submit: string;
  @ApiProperty({ example: 'Close' })
  close: string;
  @ApiProperty({ example: 'Please choose a number from 0 to 10.' })
  missing: string;
  @ApiProperty({ example: 'That did not work just now. Please try again in a few seconds.' })
  failed: string;
}

/** What the widget shows next. */
export class WidgetViewDto implements WidgetView {
  @ApiProperty({ enum: ['score', 'questions', 'thanks'], example: 'score' })
  kind: 'score' | 'questions' | 'thanks';
  @ApiProperty({ example: 'en' })
  language: string;
  @ApiProperty({ enum: ['ltr', 'rtl'], example: 'ltr' })
  direction: 'ltr' | 'rtl';
  @ApiProperty({ type: WidgetTextDto, description: 'The heading; for a score, the question itself' })
  title: WidgetTextDto;
  @ApiPropertyOptional({ example: 'Your feedback helps us get better.' })
  text?: string;
  @ApiPropertyOptional({ example: 'Acme' })
  sender?: string;
  @ApiPropertyOptional({ example: '#0f766e' })
  color?: string;
  @ApiPropertyOptional({ type: [Number], example: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })
  scores?: readonly number[];
  @ApiPropertyOptional({ example: '0 – Not at all likely' })
  low?: string;
  @ApiPropertyOptional({ example: '10 – Extremely likely' })
  high?: string;
  @ApiPropertyOptional({ type: [WidgetQuestionDto] })
  questions?: readonly WidgetQuestionDto[];
  @ApiPropertyOptional({
    example: '/widget/surveys/v1.AZOqF3r0cWedKltsfY6fAAB-XWrU.xJ7m0fH1Jq3vY4w2kZ8nQb5c',
    description: "Where what is answered is posted, below the gateway's address; none after the last question",
  })
  send?: string;
  @ApiPropertyOptional({ example: 'AZOqF3r0.cWedKltsfY6fAAB-', description: 'To be sent back with the score' })
  shown?: string;
  @ApiProperty({ type: WidgetTextsDto })
  texts: WidgetTextsDto;
}
