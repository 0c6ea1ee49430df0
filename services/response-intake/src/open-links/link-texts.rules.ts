import type { Language } from '../survey-page/texts.rules.js';

/** What an open link's pages, and the widget, say besides what the survey page does. */
export interface LinkTexts {
  readonly anonymous: string;
  readonly stale: string;
  /** With `{seconds}`. */
  readonly startsAfresh: string;
  readonly startNow: string;
  readonly tooMany: string;
  readonly tooManyHelp: string;
  readonly notOpenYet: string;
  readonly notOpenYetHelp: string;
  readonly over: string;
  readonly overHelp: string;
  readonly unknown: string;
  readonly failed: string;
  readonly close: string;
}

/** By the languages of the survey page. */
export const LINK_TEXTS: Readonly<Record<Language, LinkTexts>> = {
  en: {
    anonymous: 'You answer without your name.',
    stale: 'This page was open for a long time. Please send your answer once more.',
    startsAfresh: 'This page starts afresh in {seconds} seconds.',
    startNow: 'Start now',
    tooMany: 'Many answers came from here',
    tooManyHelp: 'Please try again in a few minutes.',
    notOpenYet: 'This survey has not begun yet',
    notOpenYetHelp: 'Please come back later.',
    over: 'This answer can no longer be changed',
    overHelp: 'Thank you for your interest.',
    unknown: 'Please check the address.',
    failed: 'Please open the address once more.',
    close: 'Close',
  },
  pt: {
    anonymous: 'Você responde sem informar seu nome.',
    stale: 'Esta página ficou aberta por muito tempo. Envie sua resposta mais uma vez.',
    startsAfresh: 'Esta página recomeça em {seconds} segundos.',
    startNow: 'Começar agora',
    tooMany: 'Muitas respostas vieram daqui',
    tooManyHelp: 'Tente novamente em alguns minutos.',
    notOpenYet: 'Esta pesquisa ainda não começou',
    notOpenYetHelp: 'Volte mais tarde.',
    over: 'Esta resposta não pode mais ser alterada',
    overHelp: 'Agradecemos o seu interesse.',
    unknown: 'Verifique o endereço.',
    failed: 'Abra o endereço mais uma vez.',
    close: 'Fechar',
  },
  de: {
    anonymous: 'Sie antworten ohne Ihren Namen.',
    stale: 'Diese Seite war lange geöffnet. Bitte senden Sie Ihre Antwort noch einmal.',
    startsAfresh: 'Diese Seite beginnt in {seconds} Sekunden von vorn.',
    startNow: 'Jetzt beginnen',
    tooMany: 'Von hier kamen viele Antworten',
    tooManyHelp: 'Bitte versuchen Sie es in einigen Minuten noch einmal.',
    notOpenYet: 'Diese Umfrage hat noch nicht begonnen',
    notOpenYetHelp: 'Bitte kommen Sie später wieder.',
    over: 'Diese Antwort kann nicht mehr geändert werden',
    overHelp: 'Vielen Dank für Ihr Interesse.',
    unknown: 'Bitte prüfen Sie die Adresse.',
    failed: 'Bitte öffnen Sie die Adresse noch einmal.',
    close: 'Schließen',
  },
  es: {
    anonymous: 'Responde sin dar su nombre.',
    stale: 'Esta página llevaba mucho tiempo abierta. Envíe su respuesta una vez más.',
    startsAfresh: 'Esta página vuelve a empezar en {seconds} segundos.',
    startNow: 'Empezar ahora',
    tooMany: 'Han llegado muchas respuestas desde aquí',
    tooManyHelp: 'Inténtelo de nuevo en unos minutos.',
    notOpenYet: 'Esta encuesta todavía no ha empezado',
    notOpenYetHelp: 'Vuelva más tarde.',
    over: 'Esta respuesta ya no se puede cambiar',
    overHelp: 'Gracias por su interés.',
    unknown: 'Compruebe la dirección.',
    failed: 'Abra la dirección una vez más.',
    close: 'Cerrar',
  },
  fr: {
    anonymous: 'Vous répondez sans donner votre nom.',
    stale: 'Cette page est restée longtemps ouverte. Veuillez envoyer votre réponse encore une fois.',
    startsAfresh: 'Cette page recommence dans {seconds} secondes.',
    startNow: 'Commencer maintenant',
    tooMany: 'De nombreuses réponses sont venues d’ici',
    tooManyHelp: 'Veuillez réessayer dans quelques minutes.',
    notOpenYet: 'Cette enquête n’a pas encore commencé',
    notOpenYetHelp: 'Veuillez revenir plus tard.',
    over: 'Cette réponse ne peut plus être modifiée',
    overHelp: 'Merci de votre intérêt.',
    unknown: 'Veuillez vérifier l’adresse.',
    failed: 'Veuillez ouvrir l’adresse encore une fois.',
    close: 'Fermer',
  },
  ar: {
    anonymous: 'تجيب من دون ذكر اسمك.',
    stale: 'بقيت هذه الصفحة مفتوحة وقتًا طويلًا. يُرجى إرسال إجابتك مرة أخرى.',
    startsAfresh: 'تبدأ هذه الصفحة من جديد خلال {seconds} ثوانٍ.',
    startNow: 'ابدأ الآن',
    tooMany: 'وصلت إجابات كثيرة من هنا',
    tooManyHelp: 'يُرجى المحاولة مرة أخرى بعد بضع دقائق.',
    notOpenYet: 'لم يبدأ هذا الاستطلاع بعد',
    notOpenYetHelp: 'يُرجى العودة لاحقًا.',
    over: 'لم يعد من الممكن تغيير هذه الإجابة',
    overHelp: 'شكرًا لاهتمامك.',
    unknown: 'يُرجى التحقق من العنوان.',
    failed: 'يُرجى فتح العنوان مرة أخرى.',
    close: 'إغلاق',
  },
  he: {
    anonymous: 'התשובה ניתנת ללא שם.',
    stale: 'הדף הזה היה פתוח זמן רב. נא לשלוח את התשובה פעם נוספת.',
    startsAfresh: 'הדף יתחיל מחדש בעוד {seconds} שניות.',
    startNow: 'להתחיל עכשיו',
    tooMany: 'הגיעו מכאן תשובות רבות',
    tooManyHelp: 'נא לנסות שוב בעוד כמה דקות.',
    notOpenYet: 'הסקר עדיין לא התחיל',
    notOpenYetHelp: 'נא לחזור מאוחר יותר.',
    over: 'כבר אי אפשר לשנות את התשובה הזאת',
    overHelp: 'תודה על ההתעניינות.',
    unknown: 'נא לבדוק את הכתובת.',
    failed: 'נא לפתוח את הכתובת פעם נוספת.',
    close: 'סגירה',
  },
};
