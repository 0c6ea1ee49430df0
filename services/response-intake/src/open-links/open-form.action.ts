import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Gone, NotFound, Unavailable } from '#service-kit';
import { inLanguage } from '#survey-documents';
import type { Survey } from '../survey-page/survey.rules.js';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import { FULL } from './admit-answer.action.js';
import type { OpenLink } from './open-link.entity.js';
import { chooseLanguage, type LinkState, languagesOf, stateOf } from './open-link.rules.js';
import type { OpenLinkDevice } from './open-link-device.entity.js';
import { OpenLinks } from './open-links.query.js';

const DAY_MS = 86_400_000;

/** Details of a 410, from which the page makes a sentence. */
export const NOT_ANSWERABLE: Readonly<Record<Exclude<LinkState, 'open'>, string>> = {
  not_open_yet: 'this link is not open yet',
  closed: 'this link is closed',
  full: FULL,
};

/** A link that somebody opened. */
export interface OpenedLink {
  readonly token: string;
  readonly link: OpenLink;
  /** The device that shows it, of a kiosk. */
  readonly device?: OpenLinkDevice;
  /** What it asks, in a language of whoever opened it, before anybody answered. */
  readonly survey: Survey;
  /** Whether it takes first answers. */
  readonly state: LinkState;
}

/** Opens the form of an open link. */
@Injectable()
export class OpenForm {
  constructor(
    private readonly links: OpenLinks,
    private readonly surveys: KnownSurveys,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The link of a token, whether or not it takes answers.
   * @param wanted languages as BCP 47 tags, the most wanted first
   * @throws NotFound, Unavailable while its survey has not arrived
   */
  async find(token: string, wanted: readonly string[]): Promise<OpenedLink> {
    const found = await this.links.answeredBy(token);
    if (!found) throw new NotFound('no such link');
    const { link, device } = found;
    const published = (await this.surveys.of(this.dataSource, [link.surveyVersionId])).get(link.surveyVersionId);
    if (!published) throw new Unavailable('the survey of the link has not arrived yet');
    const now = this.clock.now();
    const offered = languagesOf(link.languages, published);
    const locale = chooseLanguage(offered, wanted, published.fallbackLanguage);
    const texts = published.question ?? {};
    const document = { ...published, question: Object.fromEntries(offered.map((tag) => [tag, texts[tag] ?? ''])) };
    const { text: question } = inLanguage(texts, locale, published.fallbackLanguage);
    const expiresAt = new Date(now.getTime() + DAY_MS);
    const survey = { invitationId: link.linkId, question, locale, document, expiresAt };
    return { token, link, device, survey, state: stateOf(link, now) };
  }

  /** The link of a token that takes answers. @throws what `find` throws, Gone where it takes none */
  async open(token: string, wanted: readonly string[]): Promise<OpenedLink> {
    const opened = await this.find(token, wanted);
    if (opened.state !== 'open') throw new Gone(NOT_ANSWERABLE[opened.state]);
    return opened;
  }
}
