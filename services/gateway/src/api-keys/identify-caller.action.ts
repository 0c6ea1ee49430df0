import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { type Scope, signPrincipal } from '#service-kit';
import { GatewayConfig } from '../config.js';
import { ApiKey } from './api-key.entity.js';
import { hashOf, looksLikeKey } from './api-key.rules.js';

/** Who sent a request, and the token that says so to the services. */
export interface Caller {
  /** Id of the API key. */
  readonly id: string;
  readonly token: string;
}

/** A revoked key is refused within five seconds; what is left of them is for the lookup itself. */
const REMEMBERED_MS = 3_000;
/** Tokens are valid for five minutes; a service always sees one with a minute left. */
const TOKEN_REUSED_MS = 240_000;
const USE_NOTED_EVERY_MS = 3_600_000;
const MOST_REMEMBERED = 10_000;

interface Lookup {
  readonly until: number;
  readonly answer: Promise<Caller | undefined>;
  caller?: Caller;
}

/** Finds out who sent a request; answers are remembered for a few seconds, also that a key is unknown. */
@Injectable()
export class IdentifyCaller {
  private readonly lookups = new Map<string, Lookup>();
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
  ) {}

  /** The caller who holds a key, or nothing where it is unknown or revoked. */
  async byKey(key: string): Promise<Caller | undefined> {
    if (!looksLikeKey(key)) return undefined;
    const hash = hashOf(key);
    const known = this.lookups.get(hash);
    const now = this.clock.now().getTime();
    if (known && known.until > now) return known.answer;
    if (this.lookups.size >= MOST_REMEMBERED) this.lookups.clear();
    const lookup: Lookup = { until: now + REMEMBERED_MS, answer: this.lookUp(hash) };
    this.lookups.set(hash, lookup);
    try {
      lookup.caller = await lookup.answer;
      return lookup.caller;
    } catch (error) {
      this.lookups.delete(hash);
      throw error;
    }
  }

  /** Id of the key that was looked up lately and is good; asks nobody. */
  knownId(key: string | undefined): string | undefined {
    return key === undefined ? undefined : this.lookups.get(hashOf(key))?.caller?.id;
  }

  private async lookUp(hash: string): Promise<Caller | undefined> {
    const keys = this.dataSource.getRepository(ApiKey);
    const key = await keys.findOneBy({ hash });
    if (!key || key.revokedAt) return undefined;
    const now = this.clock.now();
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= USE_NOTED_EVERY_MS) {
      await keys.update({ id: key.id }, { lastUsedAt: now });
    }
    return { id: key.id, token: await this.tokenOf(key.id, key.scopes, now.getTime()) };
  }

  private tokenOf(id: string, scopes: readonly Scope[], now: number): Promise<string> {
    const subject = `${id} ${scopes}`;
    const known = this.tokens.get(subject);
    if (known && known.until > now) return known.token;
    const token = signPrincipal({ subject: id, scopes }, this.config.internalSecret);
    this.tokens.set(subject, { token, until: now + TOKEN_REUSED_MS });
    return token;
  }
}
