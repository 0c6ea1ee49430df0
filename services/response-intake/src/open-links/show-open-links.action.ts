import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { NotFound } from '#service-kit';
import type { OpenLink } from './open-link.entity.js';
import { type LinkState, splitVersionId, stateOf } from './open-link.rules.js';
import { OpenLinks } from './open-links.query.js';

const pathOf = (token: string) => `/l/${token}`;

/** An open link as its owner sees it. */
export type ShownLink = Omit<OpenLink, 'token' | 'surveyVersionId'> & {
  readonly state: LinkState;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly path: string | null;
  readonly devices: { deviceId: string; name: string; path: string; lastAnswerAt: Date | null }[];
};

/** Shows open links with their state and addresses. */
@Injectable()
export class ShowOpenLinks {
  constructor(
    private readonly links: OpenLinks,
    private readonly clock: Clock,
  ) {}

  /** One link. @throws NotFound */
  async one(linkId: string): Promise<ShownLink> {
    const link = await this.links.one(linkId);
    if (!link) throw new NotFound(`there is no open link ${linkId}`);
    return (await this.shown([link]))[0]!;
  }

  /** Links, the newest first. */
  async list(page: { cursor?: string; limit: number }): Promise<ShownLink[]> {
    return this.shown(await this.links.list(page));
  }

  private async shown(links: readonly OpenLink[]): Promise<ShownLink[]> {
    const devices = await this.links.devicesOf(links.map(({ linkId }) => linkId));
    const now = this.clock.now();
    return links.map(({ token, surveyVersionId, ...link }) => ({
      ...link,
      ...splitVersionId(surveyVersionId),
      state: stateOf(link, now),
      path: link.mode === 'link' ? pathOf(token) : null,
      devices: devices
        .filter(({ linkId }) => linkId === link.linkId)
        .map(({ deviceId, name, token: own, lastAnswerAt }) => ({ deviceId, name, path: pathOf(own), lastAnswerAt })),
    }));
  }
}
