import type { Metric } from '#survey-documents';

/** The words around the question, in one language. `{name}` stands for the respondent's name. */
export interface MailTexts {
  /** Where the language is written from the right to the left. */
  readonly direction?: 'rtl';
  readonly subject: string;
  /** Of a reminder. */
  readonly reminderSubject: string;
  readonly greeting: string;
  readonly greetingWithoutName: string;
  readonly choose: string;
  /** What the lowest and the highest score of each metric mean. */
  readonly ends: Readonly<Record<Metric, readonly [low: string, high: string]>>;
  readonly confirm: string;
  readonly unsubscribe: string;
  /** The page where somebody opts out: its question, its button, and what it says when that is done. */
  readonly optOut: { readonly question: string; readonly button: string; readonly done: string };
}

/** The words by language; a mail speaks the language of its question. */
export const MAIL_TEXTS: Readonly<Record<string, MailTexts>> = {
  en: {
    subject: 'One question for you',
    reminderSubject: 'Reminder: one question for you',
    greeting: 'Hello {name},',
    greetingWithoutName: 'Hello,',
    choose: 'Please choose a number:',
    ends: {
      nps: ['not at all likely', 'extremely likely'],
      csat: ['Very dissatisfied', 'Very satisfied'],
      ces: ['Strongly disagree', 'Strongly agree'],
    },
    confirm: 'Your answer counts once you confirm it on the page that opens.',
    unsubscribe: 'No more surveys',
    optOut: {
      question: 'Do you want to receive no more surveys from us?',
      button: 'No more surveys',
      done: 'You will receive no more surveys from us.',
    },
  },
  pt: {
    subject: 'Uma pergunta para você',
    reminderSubject: 'Lembrete: uma pergunta para você',
    greeting: 'Olá, {name},',
    greetingWithoutName: 'Olá,',
    choose: 'Escolha um número:',
    ends: {
      nps: ['nada provável', 'extremamente provável'],
      csat: ['Muito insatisfeito', 'Muito satisfeito'],
      ces: ['Discordo totalmente', 'Concordo totalmente'],
    },
    confirm: 'Sua resposta só vale depois de confirmada na página que se abre.',
    unsubscribe: 'Não receber mais pesquisas',
    optOut: {
      question: 'Quer deixar de receber nossas pesquisas?',
      button: 'Não receber mais',
      done: 'Você não receberá mais pesquisas nossas.',
    },
  },
  de: {
    subject: 'Eine Frage an Sie',
    reminderSubject: 'Erinnerung: eine Frage an Sie',
    greeting: 'Guten Tag {name},',
    greetingWithoutName: 'Guten Tag,',
    choose: 'Bitte wählen Sie eine Zahl:',
    ends: {
      nps: ['sehr unwahrscheinlich', 'sehr wahrscheinlich'],
      csat: ['Sehr unzufrieden', 'Sehr zufrieden'],
      ces: ['Stimme gar nicht zu', 'Stimme voll zu'],
    },
    confirm: 'Ihre Antwort zählt, sobald Sie sie auf der Seite bestätigen, die sich öffnet.',
    unsubscribe: 'Keine Umfragen mehr',
    optOut: {
      question: 'Möchten Sie keine Umfragen mehr von uns erhalten?',
      button: 'Keine Umfragen mehr',
      done: 'Sie erhalten keine Umfragen mehr von uns.',
    },
  },
  es: {
    subject: 'Una pregunta para usted',
    reminderSubject: 'Recordatorio: una pregunta para usted',
    greeting: 'Hola, {name}:',
    greetingWithoutName: 'Hola:',
    choose: 'Elija un número:',
    ends: {
      nps: ['nada probable', 'muy probable'],
      csat: ['Muy insatisfecho', 'Muy satisfecho'],
      ces: ['Totalmente en desacuerdo', 'Totalmente de acuerdo'],
    },
    confirm: 'Su respuesta cuenta cuando la confirme en la página que se abre.',
    unsubscribe: 'No recibir más encuestas',
    optOut: {
      question: '¿Quiere dejar de recibir nuestras encuestas?',
      button: 'No recibir más',
      done: 'No recibirá más encuestas nuestras.',
    },
  },
  fr: {
    subject: 'Une question pour vous',
    reminderSubject: 'Rappel : une question pour vous',
    greeting: 'Bonjour {name},',
    greetingWithoutName: 'Bonjour,',
    choose: 'Choisissez un nombre :',
    ends: {
      nps: ['pas du tout probable', 'tout à fait probable'],
      csat: ['Très insatisfait', 'Très satisfait'],
      ces: ['Pas du tout d’accord', 'Tout à fait d’accord'],
    },
    confirm: 'Votre réponse compte une fois confirmée sur la page qui s’ouvre.',
    unsubscribe: 'Ne plus recevoir d’enquêtes',
    optOut: {
      question: 'Souhaitez-vous ne plus recevoir nos enquêtes ?',
      button: 'Ne plus recevoir',
      done: 'Vous ne recevrez plus nos enquêtes.',
    },
  },
  ar: {
    direction: 'rtl',
    subject: 'سؤال واحد لك',
    reminderSubject: 'تذكير: سؤال واحد لك',
    greeting: 'مرحبًا {name}،',
    greetingWithoutName: 'مرحبًا،',
    choose: 'يُرجى اختيار رقم:',
    ends: {
      nps: ['غير محتمل على الإطلاق', 'محتمل للغاية'],
      csat: ['غير راضٍ على الإطلاق', 'راضٍ جدًا'],
      ces: ['لا أوافق بشدة', 'أوافق بشدة'],
    },
    confirm: 'تُحتسب إجابتك بعد تأكيدها في الصفحة التي تُفتح.',
    unsubscribe: 'عدم تلقي المزيد من الاستطلاعات',
    optOut: {
      question: 'هل تريد عدم تلقي المزيد من استطلاعاتنا؟',
      button: 'عدم تلقي المزيد',
      done: 'لن تصلك منا استطلاعات أخرى.',
    },
  },
  he: {
    direction: 'rtl',
    subject: 'שאלה אחת בשבילך',
    reminderSubject: 'תזכורת: שאלה אחת בשבילך',
    greeting: 'שלום {name},',
    greetingWithoutName: 'שלום,',
    choose: 'נא לבחור מספר:',
    ends: {
      nps: ['כלל לא סביר', 'סביר מאוד'],
      csat: ['שביעות רצון נמוכה מאוד', 'שביעות רצון גבוהה מאוד'],
      ces: ['התנגדות מוחלטת', 'הסכמה מלאה'],
    },
    confirm: 'התשובה נספרת לאחר אישורה בעמוד שייפתח.',
    unsubscribe: 'לא לקבל עוד סקרים',
    optOut: {
      question: 'לא לקבל מאיתנו עוד סקרים?',
      button: 'לא לקבל עוד סקרים',
      done: 'לא יישלחו אליך עוד סקרים מאיתנו.',
    },
  },
};
