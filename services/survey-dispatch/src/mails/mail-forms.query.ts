import { Injectable } from '@nestjs/common';
import type { SurveyDocument } from '#survey-documents';
import { HeldVersions } from '../surveys/held-versions.query.js';
import { type MailForm, makeMailForm } from './render-mail.rules.js';

/** Which mail is looked for: of which version of a survey, in which language. */
export interface FormKey {
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly locale: string;
}

/** The mails of surveys by language, each made once and kept for as long as its version is. */
@Injectable()
export class MailForms {
  private readonly forms = new WeakMap<SurveyDocument, Map<string, MailForm>>();

  constructor(private readonly versions: HeldVersions) {}

  /** The mail of a survey but for what is personal, or nothing where there is no such version. */
  async read({ surveyId, surveyVersion, locale }: FormKey): Promise<MailForm | undefined> {
    const document = await this.versions.read(surveyId, surveyVersion);
    if (!document) return undefined;
    const byLocale = this.forms.get(document) ?? new Map<string, MailForm>();
    this.forms.set(document, byLocale);
    const form = byLocale.get(locale) ?? makeMailForm(document, locale);
    byLocale.set(locale, form);
    return form;
  }
}
