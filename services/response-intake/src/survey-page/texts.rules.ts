import { type Metric, SCALES } from '#survey-documents';

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
}

const en: Texts = {
  title: 'Your opinion',
  scaleLow: 'Not at all likely',
  scaleHigh: 'Extremely likely',
  commentLabel: 'What is the main reason for your score?',
  optional: 'optional',
  send: 'Send answer',
  scoreMissing: 'Please choose a number from {from} to {to}.',
  commentTooLong: 'Please use at most 5,000 characters.',
  moreQuestions: 'A few more questions',
  next: 'Continue',
  optionalMany: 'optional, more than one is possible',
  changeAnswers: 'Change answers',
  ratingLow: 'Poor',
  ratingHigh: 'Very good',
  csatLow: 'Very dissatisfied',
  csatHigh: 'Very satisfied',
  cesLow: 'Strongly disagree',
  cesHigh: 'Strongly agree',
  preview: 'This is a preview: nothing is recorded.',
  errorPrefix: 'Error',
  thanks: 'Thank you!',
  recorded: 'Your answer has been saved.',
  yourScore: 'Your score:',
  changeScore: 'Change score',
  tellUsWhy: 'Would you like to tell us why?',
  addComment: 'Add comment',
  yourComment: 'Your comment',
  changeComment: 'Change comment',
  final: 'Your answer can no longer be changed.',
  brokenLink: 'This link does not work',
  brokenLinkHelp: 'It may have been cut off. Please open it again from the e-mail.',
  expired: 'This survey is over',
  expiredHelp: 'The time to answer has passed. Thank you for your interest.',
  takenBack: 'This survey was taken back',
  takenBackHelp: 'Your answer is no longer needed. Thank you for your interest.',
  erasedHelp: 'Your personal data have been deleted, and with them this survey.',
  wait: 'One moment, please',
  waitHelp: 'That did not work just now. Please try again in a few seconds.',
  tryAgain: 'Try again',
  failed: 'Something went wrong',
  failedHelp: 'Please open the link from the e-mail again.',
};

const pt: Texts = {
  title: 'Sua opinião',
  scaleLow: 'Nada provável',
  scaleHigh: 'Extremamente provável',
  commentLabel: 'Qual é o principal motivo da sua nota?',
  optional: 'opcional',
  send: 'Enviar resposta',
  scoreMissing: 'Escolha um número de {from} a {to}.',
  commentTooLong: 'Use no máximo 5.000 caracteres.',
  moreQuestions: 'Mais algumas perguntas',
  next: 'Continuar',
  optionalMany: 'opcional, mais de uma é possível',
  changeAnswers: 'Alterar respostas',
  ratingLow: 'Ruim',
  ratingHigh: 'Muito bom',
  csatLow: 'Muito insatisfeito',
  csatHigh: 'Muito satisfeito',
  cesLow: 'Discordo totalmente',
  cesHigh: 'Concordo totalmente',
  preview: 'Esta é uma prévia: nada é registrado.',
  errorPrefix: 'Erro',
  thanks: 'Obrigado!',
  recorded: 'Sua resposta foi salva.',
  yourScore: 'Sua nota:',
  changeScore: 'Alterar nota',
  tellUsWhy: 'Quer nos contar o motivo?',
  addComment: 'Adicionar comentário',
  yourComment: 'Seu comentário',
  changeComment: 'Alterar comentário',
  final: 'Sua resposta não pode mais ser alterada.',
  brokenLink: 'Este link não funciona',
  brokenLinkHelp: 'Ele pode ter sido cortado. Abra-o novamente a partir do e-mail.',
  expired: 'Esta pesquisa foi encerrada',
  expiredHelp: 'O prazo para responder terminou. Agradecemos o seu interesse.',
  takenBack: 'Esta pesquisa foi cancelada',
  takenBackHelp: 'Sua resposta não é mais necessária. Agradecemos o seu interesse.',
  erasedHelp: 'Seus dados pessoais foram excluídos e, com eles, esta pesquisa.',
  wait: 'Um momento, por favor',
  waitHelp: 'Não funcionou desta vez. Tente novamente em alguns segundos.',
  tryAgain: 'Tentar novamente',
  failed: 'Algo deu errado',
  failedHelp: 'Abra novamente o link do e-mail.',
};

const de: Texts = {
  title: 'Ihre Meinung',
  scaleLow: 'Überhaupt nicht wahrscheinlich',
  scaleHigh: 'Äußerst wahrscheinlich',
  commentLabel: 'Was ist der Hauptgrund für Ihre Bewertung?',
  optional: 'freiwillig',
  send: 'Antwort senden',
  scoreMissing: 'Bitte wählen Sie eine Zahl von {from} bis {to}.',
  commentTooLong: 'Bitte verwenden Sie höchstens 5.000 Zeichen.',
  moreQuestions: 'Noch ein paar Fragen',
  next: 'Weiter',
  optionalMany: 'freiwillig, mehrere sind möglich',
  changeAnswers: 'Antworten ändern',
  ratingLow: 'Schlecht',
  ratingHigh: 'Sehr gut',
  csatLow: 'Sehr unzufrieden',
  csatHigh: 'Sehr zufrieden',
  cesLow: 'Stimme gar nicht zu',
  cesHigh: 'Stimme voll zu',
  preview: 'Dies ist eine Vorschau: Nichts wird gespeichert.',
  errorPrefix: 'Fehler',
  thanks: 'Vielen Dank!',
  recorded: 'Ihre Antwort ist gespeichert.',
  yourScore: 'Ihre Bewertung:',
  changeScore: 'Bewertung ändern',
  tellUsWhy: 'Möchten Sie uns den Grund nennen?',
  addComment: 'Kommentar hinzufügen',
  yourComment: 'Ihr Kommentar',
  changeComment: 'Kommentar ändern',
  final: 'Ihre Antwort kann nicht mehr geändert werden.',
  brokenLink: 'Dieser Link funktioniert nicht',
  brokenLinkHelp: 'Vielleicht ist er abgeschnitten. Bitte öffnen Sie ihn noch einmal aus der E-Mail.',
  expired: 'Diese Umfrage ist beendet',
  expiredHelp: 'Die Zeit zum Antworten ist abgelaufen. Vielen Dank für Ihr Interesse.',
  takenBack: 'Diese Umfrage wurde zurückgezogen',
  takenBackHelp: 'Ihre Antwort wird nicht mehr gebraucht. Vielen Dank für Ihr Interesse.',
  erasedHelp: 'Ihre persönlichen Daten wurden gelöscht und mit ihnen diese Umfrage.',
  wait: 'Einen Moment bitte',
  waitHelp: 'Das hat gerade nicht geklappt. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  tryAgain: 'Noch einmal versuchen',
  failed: 'Etwas ist schiefgegangen',
  failedHelp: 'Bitte öffnen Sie den Link aus der E-Mail noch einmal.',
};

const es: Texts = {
  title: 'Su opinión',
  scaleLow: 'Nada probable',
  scaleHigh: 'Sumamente probable',
  commentLabel: '¿Cuál es el motivo principal de su puntuación?',
  optional: 'opcional',
  send: 'Enviar respuesta',
  scoreMissing: 'Elija un número del {from} al {to}.',
  commentTooLong: 'Utilice 5000 caracteres como máximo.',
  moreQuestions: 'Unas preguntas más',
  next: 'Continuar',
  optionalMany: 'opcional, se admite más de una',
  changeAnswers: 'Cambiar respuestas',
  ratingLow: 'Mal',
  ratingHigh: 'Muy bien',
  csatLow: 'Muy insatisfecho',
  csatHigh: 'Muy satisfecho',
  cesLow: 'Totalmente en desacuerdo',
  cesHigh: 'Totalmente de acuerdo',
  preview: 'Esto es una vista previa: no se guarda nada.',
  errorPrefix: 'Error',
  thanks: '¡Gracias!',
  recorded: 'Su respuesta se ha guardado.',
  yourScore: 'Su puntuación:',
  changeScore: 'Cambiar puntuación',
  tellUsWhy: '¿Quiere contarnos el motivo?',
  addComment: 'Añadir comentario',
  yourComment: 'Su comentario',
  changeComment: 'Cambiar comentario',
  final: 'Su respuesta ya no se puede cambiar.',
  brokenLink: 'Este enlace no funciona',
  brokenLinkHelp: 'Puede que esté cortado. Ábralo de nuevo desde el correo electrónico.',
  expired: 'Esta encuesta ha terminado',
  expiredHelp: 'El plazo para responder ha pasado. Gracias por su interés.',
  takenBack: 'Esta encuesta se ha retirado',
  takenBackHelp: 'Su respuesta ya no es necesaria. Gracias por su interés.',
  erasedHelp: 'Sus datos personales se han eliminado y, con ellos, esta encuesta.',
  wait: 'Un momento, por favor',
  waitHelp: 'No ha funcionado esta vez. Inténtelo de nuevo en unos segundos.',
  tryAgain: 'Intentar de nuevo',
  failed: 'Algo ha salido mal',
  failedHelp: 'Abra de nuevo el enlace del correo electrónico.',
};

const fr: Texts = {
  title: 'Votre avis',
  scaleLow: 'Pas du tout probable',
  scaleHigh: 'Extrêmement probable',
  commentLabel: 'Quelle est la raison principale de votre note\u00a0?',
  optional: 'facultatif',
  send: 'Envoyer la réponse',
  scoreMissing: 'Choisissez un nombre de {from} à {to}.',
  commentTooLong: 'Utilisez 5 000 caractères au maximum.',
  moreQuestions: 'Encore quelques questions',
  next: 'Continuer',
  optionalMany: 'facultatif, plusieurs réponses possibles',
  changeAnswers: 'Modifier les réponses',
  ratingLow: 'Mauvais',
  ratingHigh: 'Très bien',
  csatLow: 'Très insatisfait',
  csatHigh: 'Très satisfait',
  cesLow: 'Pas du tout d’accord',
  cesHigh: 'Tout à fait d’accord',
  preview: 'Ceci est un aperçu\u00a0: rien n’est enregistré.',
  errorPrefix: 'Erreur',
  thanks: 'Merci\u00a0!',
  recorded: 'Votre réponse est enregistrée.',
  yourScore: 'Votre note\u00a0:',
  changeScore: 'Modifier la note',
  tellUsWhy: 'Souhaitez-vous nous dire pourquoi\u00a0?',
  addComment: 'Ajouter un commentaire',
  yourComment: 'Votre commentaire',
  changeComment: 'Modifier le commentaire',
  final: 'Votre réponse ne peut plus être modifiée.',
  brokenLink: 'Ce lien ne fonctionne pas',
  brokenLinkHelp: 'Il a peut-être été coupé. Ouvrez-le de nouveau depuis l’e-mail.',
  expired: 'Cette enquête est terminée',
  expiredHelp: 'Le délai de réponse est écoulé. Merci de votre intérêt.',
  takenBack: 'Cette enquête a été retirée',
  takenBackHelp: 'Votre réponse n’est plus nécessaire. Merci de votre intérêt.',
  erasedHelp: 'Vos données personnelles ont été supprimées, et cette enquête avec elles.',
  wait: 'Un instant, s’il vous plaît',
  waitHelp: 'Cela n’a pas fonctionné cette fois. Réessayez dans quelques secondes.',
  tryAgain: 'Réessayer',
  failed: 'Une erreur est survenue',
  failedHelp: 'Ouvrez de nouveau le lien de l’e-mail.',
};

/** What the page says of a metric's scale: its ends, and what is missing where nothing was chosen. */
export function scaleTexts(texts: Texts, metric: Metric): { low: string; high: string; missing: string } {
  const { from, to } = SCALES[metric];
  const missing = texts.scoreMissing.replace('{from}', String(from)).replace('{to}', String(to));
  if (metric === 'csat') return { low: texts.csatLow, high: texts.csatHigh, missing };
  if (metric === 'ces') return { low: texts.cesLow, high: texts.cesHigh, missing };
  return { low: texts.scaleLow, high: texts.scaleHigh, missing };
}

/** Every language that the page speaks. */
export const LANGUAGES = { en, pt, de, es, fr } as const;

export type Language = keyof typeof LANGUAGES;

/** The first language that the page speaks among BCP 47 tags, in order; English where there is none. */
export function languageOf(...tags: readonly string[]): Language {
  const primaries = tags.map((tag) => tag.trim().split('-')[0]!.toLowerCase());
  return primaries.find((primary): primary is Language => Object.hasOwn(LANGUAGES, primary)) ?? 'en';
}

/** The language for a browser's `Accept-Language`, taken in the order in which it names them. */
export function languageOfBrowser(acceptLanguage: string | undefined): Language {
  return languageOf(...(acceptLanguage ?? '').split(',').map((range) => range.split(';')[0]!));
}
