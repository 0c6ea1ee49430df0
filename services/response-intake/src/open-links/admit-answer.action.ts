import { HttpException, Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { Gone } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import type { Channel } from '../responses/response.rules.js';
import type { Agent } from '../trust/trust.rules.js';
import {
  countAnswer,
  countPlace,
  finishAnswer,
  noteAnswer,
  noteDeviceAnswer,
  noteSetAside,
} from './admitted-answers.query.js';
import type { OpenLink } from './open-link.entity.js';
import type { OpenLinkDevice } from './open-link-device.entity.js';
import { type PlaceLimits, placeOf, standingOf, TOO_MANY_FROM_ONE_PLACE, windowOf } from './place.rules.js';

/** Why an answer of a kiosk's device is set aside. */
export const TOO_SOON_ON_ONE_DEVICE = 'too_soon_on_one_device';
/** The detail of a 429. */
export const TOO_MANY = 'too many answers came from here; try again later';
/** The detail of a 410 for a link that has all the answers it takes. */
export const FULL = 'this link takes no more answers';

/** Where an answer comes from; it is counted and not kept. */
export interface Whereabouts {
  readonly address: string;
  readonly userAgent: string;
  readonly agent?: Agent;
  /** `link` or `kiosk` where absent. */
  readonly channel?: Channel;
}

/** Decides whether an answer behind an open link is taken, and whether it counts. */
@Injectable()
export class AdmitAnswer {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /**
   * Counts an answer once, however often its form is sent, and returns why it is to be set aside, if it is.
   * @throws Gone for a link that is full, HttpException 429 for a place from which far too many came
   */
  admit(
    responseId: string,
    { link, device }: { link: OpenLink; device?: OpenLinkDevice },
    from: Whereabouts,
  ): Promise<string | undefined> {
    return this.transactions.run(async (transaction) => {
      const known = await noteAnswer(transaction, { responseId, linkId: link.linkId });
      if (known) return known.setAside ?? undefined;
      if (!(await countAnswer(transaction, link.linkId))) throw new Gone(FULL);
      const reason = await (device ? this.ofDevice(transaction, link, device) : this.ofPlace(transaction, link, from));
      if (reason) await noteSetAside(transaction, responseId, reason);
      return reason;
    });
  }

  /** Notes that nothing more is asked: a kiosk's next respondent cannot get back to it. */
  finish(responseId: string): Promise<void> {
    return this.transactions.run((transaction) => finishAnswer(transaction, responseId, this.clock.now()));
  }

  private async ofPlace(transaction: Transaction, link: OpenLink, from: Whereabouts): Promise<string | undefined> {
    const now = this.clock.now();
    const day = now.toISOString().slice(0, 10);
    const place = placeOf(from, { linkId: link.linkId, day, secret: this.config.linkSecret });
    const counted = link.answersPerPlace ?? this.config.answersPerPlace;
    const taken = Math.max(this.config.mostAnswersPerPlace, counted * 4);
    const standing = await this.standing(transaction, link, place, { counted, taken });
    return standing === 'set aside' ? TOO_MANY_FROM_ONE_PLACE : undefined;
  }

  /** Everybody answers at the same device: there it is the pause between two answers that tells people from a finger. */
  private async ofDevice(
    transaction: Transaction,
    link: OpenLink,
    device: OpenLinkDevice,
  ): Promise<string | undefined> {
    const now = this.clock.now();
    const before = await noteDeviceAnswer(transaction, device.deviceId, now);
    const pauseMs = this.config.kioskPauseSeconds * 1000;
    // Twice as many as people with that pause between them could give: only a program goes on like that.
    const taken = (2 * this.config.placeWindowMinutes * 60_000) / pauseMs;
    await this.standing(transaction, link, device.deviceId, { counted: taken, taken });
    const soonest = (before?.getTime() ?? Number.NEGATIVE_INFINITY) + pauseMs;
    return now.getTime() < soonest ? TOO_SOON_ON_ONE_DEVICE : undefined;
  }

  private async standing(
    transaction: Transaction,
    { linkId }: OpenLink,
    place: string,
    limits: Pick<PlaceLimits, 'counted' | 'taken'>,
  ) {
    const now = this.clock.now();
    const windowMs = this.config.placeWindowMinutes * 60_000;
    const counts = await countPlace(transaction, { linkId, place, beginsAt: windowOf(now, windowMs), windowMs });
    const standing = standingOf(counts, { windowMs, ...limits }, now);
    if (standing === 'refused') throw new HttpException(TOO_MANY, 429);
    return standing;
  }
}
