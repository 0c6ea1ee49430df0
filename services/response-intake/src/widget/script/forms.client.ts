import { make, told } from './elements.client.js';
import type { Given, Question, Told, View } from './view.client.js';

/** A form of native controls, which keyboards and screen readers know. */
export interface Form {
  readonly fields: Node[];
  /** What was answered; nothing where what must be answered was not. */
  read(): Given | undefined;
}

/** The controls of a view. */
export function formOf(view: View, heading: HTMLElement): Form {
  return view.kind === 'score' ? scoreForm(view, heading) : questionsForm(view.questions ?? []);
}

function scoreForm({ scores = [], low = '', high = '', shown }: View, heading: HTMLElement): Form {
  const isLong = scores.length > 7;
  const options = scores.map((score) => option('radio', 'score', String(score), { text: String(score), lang: '' }));
  const field = make(
    'fieldset',
    { 'aria-describedby': 'ends' },
    make('legend', {}, heading),
    make('div', { class: isLong ? 'scale nps' : 'scale' }, ...options),
    endsOf('ends', low, high),
  );
  return {
    fields: [field],
    read: () => {
      const [score] = chosenIn(field);
      return score === undefined ? undefined : { score: Number(score), ...(shown && { shown }) };
    },
  };
}

function questionsForm(questions: readonly Question[]): Form {
  const shown = questions.map((question) => ({ question, field: fieldOf(question) }));
  return {
    fields: shown.map(({ field }) => field),
    read: () => {
      const comment = shown.find(({ question }) => question.id === 'comment');
      const others = shown.filter((it) => it !== comment);
      const answers = others.map(({ question: { id, kind }, field }) => {
        const questionId = id;
        if (kind === 'text') return { questionId, text: textIn(field) };
        const choices = chosenIn(field);
        if (kind !== 'rating') return { questionId, choices };
        return choices[0] === undefined ? { questionId } : { questionId, rating: Number(choices[0]) };
      });
      return { ...(comment && { comment: textIn(comment.field) }), answers };
    },
  };
}

function fieldOf({ id, kind, question, hint, choices, low, high }: Question): HTMLElement {
  const name = `q-${id}`;
  const small = make('small', {}, ` (${hint})`);
  if (kind === 'text') {
    const text = make('textarea', { id: name, rows: 3, maxlength: 5000, dir: 'auto' });
    return make('div', {}, make('label', { class: 'ask', for: name }, told(question), small), text);
  }
  const type = kind === 'multiple_choice' ? 'checkbox' : 'radio';
  const options = choices.map((choice) => option(type, name, choice.id, choice.label));
  return make(
    'fieldset',
    { 'aria-describedby': low && `${name}-ends` },
    make('legend', { class: 'ask' }, told(question), small),
    make('div', { class: kind === 'rating' ? 'scale' : 'choices' }, ...options),
    low && high ? endsOf(`${name}-ends`, low, high) : undefined,
  );
}

function option(type: 'radio' | 'checkbox', name: string, value: string, label: Told): HTMLElement {
  return make(
    'label',
    {},
    make('input', { type, name, value }),
    label.lang ? told(label) : make('span', {}, label.text),
  );
}

function endsOf(id: string, low: string, high: string): HTMLElement {
  return make('p', { class: 'ends', id }, make('span', {}, low), make('span', {}, high));
}

function chosenIn(field: HTMLElement): string[] {
  return [...field.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value);
}

function textIn(field: HTMLElement): string {
  return field.querySelector('textarea')?.value ?? '';
}
