/** The words around the question, in one language. `{name}` stands for the respondent's name. */
export interface MailTexts {
  readonly subject: string;
  readonly greeting: string;
  readonly greetingWithoutName: string;
  readonly choose: string;
  readonly low: string;
  readonly high: string;
  readonly confirm: string;
}

/** The words by language; a mail speaks the language of its question. */
export const MAIL_TEXTS: Readonly<Record<string, MailTexts>> = {
  en: {
    subject: 'One question for you',
    greeting: 'Hello {name},',
    greetingWithoutName: 'Hello,',
    choose: 'Please choose a number:',
    low: 'not at all likely',
    high: 'extremely likely',
    confirm: 'Your answer counts once you confirm it on the page that opens.',
  },
  pt: {
    subject: 'Uma pergunta para você',
    greeting: 'Olá, {name},',
    greetingWithoutName: 'Olá,',
    choose: 'Escolha um número:',
    low: 'nada provável',
    high: 'extremamente provável',
    confirm: 'Sua resposta só vale depois de confirmada na página que se abre.',
  },
  de: {
    subject: 'Eine Frage an Sie',
    greeting: 'Guten Tag {name},',
    greetingWithoutName: 'Guten Tag,',
    choose: 'Bitte wählen Sie eine Zahl:',
    low: 'sehr unwahrscheinlich',
    high: 'sehr wahrscheinlich',
    confirm: 'Ihre Antwort zählt, sobald Sie sie auf der Seite bestätigen, die sich öffnet.',
  },
  es: {
    subject: 'Una pregunta para usted',
    greeting: 'Hola, {name}:',
    greetingWithoutName: 'Hola:',
    choose: 'Elija un número:',
    low: 'nada probable',
    high: 'muy probable',
    confirm: 'Su respuesta cuenta cuando la confirme en la página que se abre.',
  },
  fr: {
    subject: 'Une question pour vous',
    greeting: 'Bonjour {name},',
    greetingWithoutName: 'Bonjour,',
    choose: 'Choisissez un nombre :',
    low: 'pas du tout probable',
    high: 'tout à fait probable',
    confirm: 'Votre réponse compte une fois confirmée sur la page qui s’ouvre.',
  },
};
