import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenLink } from './open-link.entity.js';
import { OpenLinkDevice } from './open-link-device.entity.js';

/** Reads open links and the devices that show them. */
@Injectable()
export class OpenLinks {
  constructor(private readonly dataSource: DataSource) {}

  /** A link by its id. */
  one(linkId: string): Promise<OpenLink | null> {
    return this.dataSource.getRepository(OpenLink).findOneBy({ linkId });
  }

  /** Links in the order in which they were made, the newest first. */
  list({ cursor, limit }: { cursor?: string; limit: number }): Promise<OpenLink[]> {
    const query = this.dataSource.getRepository(OpenLink).createQueryBuilder('link');
    if (cursor) query.where('link.linkId < :cursor', { cursor });
    return query.orderBy('link.linkId', 'DESC').limit(limit).getMany();
  }

  /** The devices of links that were not withdrawn, the first first. */
  async devicesOf(linkIds: readonly string[]): Promise<OpenLinkDevice[]> {
    if (linkIds.length === 0) return [];
    return this.dataSource
      .getRepository(OpenLinkDevice)
      .createQueryBuilder('device')
      .where('device.linkId IN (:...linkIds) AND device.withdrawnAt IS NULL', { linkIds })
      .orderBy('device.deviceId')
      .getMany();
  }

  /** The link that is answered by a token: its own, or that of a kiosk's device. */
  async answeredBy(token: string): Promise<{ link: OpenLink; device?: OpenLinkDevice } | undefined> {
    const [link, device] = await Promise.all([
      this.dataSource.getRepository(OpenLink).findOneBy({ token, mode: 'link' }),
      this.dataSource
        .getRepository(OpenLinkDevice)
        .createQueryBuilder('device')
        .where('device.token = :token AND device.withdrawnAt IS NULL', { token })
        .getOne(),
    ]);
    if (link) return { link };
    const shown = device && (await this.one(device.linkId));
    return shown ? { link: shown, device } : undefined;
  }

  /** The id of a survey's version, or of its newest where none is named; nothing where none was published. */
  async versionId(surveyId: string, version?: number): Promise<string | undefined> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT version_id AS id FROM survey_versions
       WHERE version_id >= $1 || '@' AND version_id < $1 || 'A' AND substr(version_id, length($1) + 2) ~ '^[0-9]{1,9}$'
         AND ($2::int IS NULL OR version_id = $1 || '@' || $2::int)
       ORDER BY substr(version_id, length($1) + 2)::int DESC LIMIT 1`,
      [surveyId, version ?? null],
    );
    return rows[0]?.id;
  }
}
