import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { InvalidRequest, NotFound } from '#service-kit';
import { OpenLink } from './open-link.entity.js';
import { OpenLinkDevice } from './open-link-device.entity.js';

/** What can be changed of a link; null takes a limit away. */
export interface ChangedOpenLink {
  readonly name?: string;
  readonly opensAt?: string | null;
  readonly closesAt?: string | null;
  readonly answerCap?: number | null;
  readonly answersPerPlace?: number | null;
}

/** Changes open links, closes them, and withdraws devices. */
@Injectable()
export class ChangeOpenLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidRequest where it would close before it opens */
  async change(linkId: string, { opensAt, closesAt, ...change }: ChangedOpenLink): Promise<OpenLink> {
    const moment = (text: string | null | undefined) => (typeof text === 'string' ? new Date(text) : text);
    const link = await this.one(linkId);
    const changed = this.dataSource.getRepository(OpenLink).merge(link, {
      ...change,
      ...(opensAt !== undefined && { opensAt: moment(opensAt) }),
      ...(closesAt !== undefined && { closesAt: moment(closesAt) }),
    });
    if (changed.opensAt && changed.closesAt && changed.closesAt <= changed.opensAt) {
      const reason = 'must come after opensAt';
      throw new InvalidRequest(`closesAt ${reason}`, [{ field: 'closesAt', reason }]);
    }
    const { name, opensAt: from, closesAt: to, answerCap, answersPerPlace } = changed;
    // Only these: others count the answers of the row meanwhile.
    await this.dataSource
      .getRepository(OpenLink)
      .update({ linkId }, { name, opensAt: from, closesAt: to, answerCap, answersPerPlace });
    return this.one(linkId);
  }

  /** Takes no more answers; doing it again changes nothing. @throws NotFound */
  async close(linkId: string): Promise<OpenLink> {
    const link = await this.one(linkId);
    if (!link.closedAt)
      await this.dataSource.getRepository(OpenLink).update({ linkId }, { closedAt: this.clock.now() });
    return this.one(linkId);
  }

  /** Takes no more answers from a device, such as one that was stolen. @throws NotFound */
  async withdrawDevice(linkId: string, deviceId: string): Promise<void> {
    const { affected } = await this.dataSource
      .getRepository(OpenLinkDevice)
      .update({ linkId, deviceId }, { withdrawnAt: this.clock.now() });
    if (affected === 0) throw new NotFound(`the link has no device ${deviceId}`);
  }

  private async one(linkId: string): Promise<OpenLink> {
    const link = await this.dataSource.getRepository(OpenLink).findOneBy({ linkId });
    if (!link) throw new NotFound(`there is no open link ${linkId}`);
    return link;
  }
}
