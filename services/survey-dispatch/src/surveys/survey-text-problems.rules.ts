import { BANDS, type Branding, LIMITS, type SurveyDocument, type TextByLanguage } from '#survey-documents';

/** One thing that keeps a survey from being published: the place, such as `followUps.2.question.de`, and the reason. */
export interface SurveyProblem {
  readonly field: string;
  readonly reason: string;
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const COLOR = /^#[0-9a-f]{6}$/i;
const WELL_FORMED = 'must be a language tag such as en or pt-BR';

/** What is wrong with a text in its languages. */
export function textProblems(texts: TextByLanguage, field: string, longest: number, fallback: string): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  const languages = Object.keys(texts);
  if (!Object.hasOwn(texts, fallback)) {
    problems.push({ field: `${field}.${fallback}`, reason: 'is missing in the fallback language' });
  }
  if (languages.length > LIMITS.languages) {
    problems.push({ field, reason: `has ${languages.length} languages, and ${LIMITS.languages} at most are possible` });
  }
  for (const [language, text] of Object.entries(texts)) {
    const place = `${field}.${language}`;
    const length = [...text].length;
    if (!LANGUAGE.test(language)) problems.push({ field: place, reason: WELL_FORMED });
    if (text.trim() === '') problems.push({ field: place, reason: 'is empty' });
    if (length > longest) {
      problems.push({ field: place, reason: `has ${length} characters, and ${longest} at most are possible` });
    }
  }
  return problems;
}

/** What is wrong with a survey's name, languages, metric question, branding and thanks. */
export function headProblems(document: SurveyDocument): SurveyProblem[] {
  const { name, fallbackLanguage, question, branding } = document;
  const problems: SurveyProblem[] = [];
  if (name.trim() === '') problems.push({ field: 'name', reason: 'is empty' });
  if ([...name].length > LIMITS.nameLength) {
    problems.push({ field: 'name', reason: `has more than ${LIMITS.nameLength} characters` });
  }
  if (!LANGUAGE.test(fallbackLanguage)) problems.push({ field: 'fallbackLanguage', reason: WELL_FORMED });
  problems.push(...textProblems(question, 'question', LIMITS.questionLength, fallbackLanguage));
  if (branding) problems.push(...brandingProblems(branding, fallbackLanguage));
  return [...problems, ...thanksProblems(document)];
}

function thanksProblems({ metric, thanks = {}, fallbackLanguage }: SurveyDocument): SurveyProblem[] {
  const known = Object.keys(BANDS[metric]);
  return Object.entries(thanks).flatMap(([band, texts]) =>
    known.includes(band)
      ? textProblems(texts, `thanks.${band}`, LIMITS.thanksLength, fallbackLanguage)
      : [{ field: `thanks.${band}`, reason: `is no category of ${metric}: ${known.join(', ')}` }],
  );
}

function brandingProblems({ name, color, logoUrl, footer }: Branding, fallback: string): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  if (name !== undefined && (name.trim() === '' || [...name].length > LIMITS.nameLength)) {
    problems.push({ field: 'branding.name', reason: `must have 1 to ${LIMITS.nameLength} characters` });
  }
  if (color !== undefined && !COLOR.test(color)) {
    problems.push({ field: 'branding.color', reason: 'must be a colour such as #1d4ed8' });
  }
  if (logoUrl !== undefined && !isLogo(logoUrl)) {
    problems.push({
      field: 'branding.logoUrl',
      reason: 'must be an https address without user name, 500 characters at most',
    });
  }
  if (footer) problems.push(...textProblems(footer, 'branding.footer', LIMITS.footerLength, fallback));
  return problems;
}

/** The page's Content-Security-Policy names the logo's address: what would end its directive is refused. */
function isLogo(logoUrl: string): boolean {
  if (logoUrl.length > 500 || /[\s;,'"]/.test(logoUrl) || !URL.canParse(logoUrl)) return false;
  const { protocol, username, password } = new URL(logoUrl);
  return protocol === 'https:' && username === '' && password === '';
}
