import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, newId } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import { OpenLink } from './open-link.entity.js';
import type { LinkMode } from './open-link.rules.js';
import { OpenLinkDevice } from './open-link-device.entity.js';
import { OpenLinks } from './open-links.query.js';

/** 96 bits: nobody finds a link by trying. */
const TOKEN_BYTES = 12;
const MOST_DEVICES = 100;

/** What a new link is to be. */
export interface NewOpenLink {
  readonly name: string;
  readonly mode: LinkMode;
  readonly surveyId: string;
  readonly surveyVersion?: number;
  readonly touchpoint: string;
  readonly programId?: string;
  readonly accountId?: string;
  readonly languages?: string[];
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly answerCap?: number;
  readonly answersPerPlace?: number;
}

/** Makes links that anybody may answer, and the addresses of the devices that show a kiosk's. */
@Injectable()
export class CreateOpenLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: OpenLinks,
    private readonly surveys: KnownSurveys,
    private readonly clock: Clock,
  ) {}

  /** Makes a link; a kiosk's has a first device. @throws InvalidRequest where no such survey was published */
  async create({ surveyId, surveyVersion, opensAt, closesAt, ...link }: NewOpenLink): Promise<OpenLink> {
    const surveyVersionId = await this.links.versionId(surveyId, surveyVersion);
    if (!surveyVersionId) throw invalid('surveyId', 'is no survey, or no version of one, that was published');
    await this.checkLanguages(surveyVersionId, link.languages);
    if (opensAt && closesAt && Date.parse(closesAt) <= Date.parse(opensAt))
      throw invalid('closesAt', 'must come after opensAt');
    const createdAt = this.clock.now();
    const made = await this.dataSource.getRepository(OpenLink).save({
      ...link,
      linkId: newId(createdAt.getTime()),
      token: newToken(),
      surveyVersionId,
      programId: link.programId ?? null,
      accountId: link.accountId ?? null,
      languages: link.languages ?? null,
      opensAt: opensAt ? new Date(opensAt) : null,
      closesAt: closesAt ? new Date(closesAt) : null,
      closedAt: null,
      answerCap: link.answerCap ?? null,
      answersPerPlace: link.answersPerPlace ?? null,
      answers: 0,
      createdAt,
    });
    if (made.mode === 'kiosk') await this.addDevice(made.linkId, made.name);
    return made;
  }

  /** Adds a device with an address of its own. @throws NotFound, Conflict where the link is no kiosk's or has too many */
  async addDevice(linkId: string, name: string): Promise<void> {
    const link = await this.links.one(linkId);
    if (!link) throw new NotFound(`there is no open link ${linkId}`);
    if (link.mode !== 'kiosk') throw new Conflict('only the link of a kiosk has devices');
    if ((await this.links.devicesOf([linkId])).length >= MOST_DEVICES)
      throw new Conflict(`a link has at most ${MOST_DEVICES} devices`);
    const createdAt = this.clock.now();
    await this.dataSource.getRepository(OpenLinkDevice).insert({
      deviceId: newId(createdAt.getTime()),
      linkId,
      token: newToken(),
      name,
      lastAnswerAt: null,
      withdrawnAt: null,
      createdAt,
    });
  }

  private async checkLanguages(surveyVersionId: string, languages: readonly string[] = []): Promise<void> {
    const survey = (await this.surveys.of(this.dataSource, [surveyVersionId])).get(surveyVersionId);
    const strange = languages.find((language) => !Object.hasOwn(survey?.question ?? {}, language));
    if (strange !== undefined) throw invalid('languages', `name ${strange}, in which the survey does not ask`);
  }
}

const newToken = () => randomBytes(TOKEN_BYTES).toString('base64url');

function invalid(field: string, reason: string): InvalidRequest {
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}
