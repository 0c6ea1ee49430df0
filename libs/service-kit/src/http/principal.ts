import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { Forbidden, Unauthenticated } from '../errors.js';

/** What a caller may do: `read` answers, `write` changes, `operate` the installation. */
export type Scope = 'read' | 'write' | 'operate';
export const SCOPES: readonly Scope[] = ['read', 'write', 'operate'];

/** Who is calling, as the gateway found out. */
export interface Principal {
  /** Id of the API key. */
  readonly subject: string;
  readonly scopes: readonly Scope[];
}

const AUDIENCE = 'rapport-services';
const TOKEN_LIFE_S = 300;
const CACHED = 1_000;

/** Lets a route be called by anybody: the survey page, health. */
export const Public = () => SetMetadata('rapport:public', true);

/** Says which scope a route needs, where it is not `read` for GET and `write` for the rest. */
export const Needs = (scope: Scope) => SetMetadata('rapport:needs', scope);

/** Signs what the gateway tells a service about the caller; valid for five minutes. */
export function signPrincipal(principal: Principal, secret: string): Promise<string> {
  return new SignJWT({ scopes: principal.scopes })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(principal.subject)
    .setAudience(AUDIENCE)
    .setExpirationTime(`${TOKEN_LIFE_S}s`)
    .sign(new TextEncoder().encode(secret));
}

/** Lets a request pass when the gateway vouches for its caller. Verified tokens are remembered until they expire. */
export class PrincipalGuard implements CanActivate {
  private readonly verified = new Map<string, { principal: Principal; expiresAt: number }>();
  private readonly key: Uint8Array;

  constructor(
    secret: string,
    private readonly reflector: Reflector,
  ) {
    this.key = new TextEncoder().encode(secret);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>('rapport:public', targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const needed =
      this.reflector.getAllAndOverride<Scope>('rapport:needs', targets) ??
      (request.method === 'GET' ? 'read' : 'write');
    const principal = await this.principalOf(request.headers.authorization);
    if (!principal.scopes.includes(needed)) throw new Forbidden(`this API key lacks the scope "${needed}"`);
    request.principal = principal;
    return true;
  }

  private async principalOf(authorization: string | undefined): Promise<Principal> {
    const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
    if (!token) throw new Unauthenticated('send an API key to the gateway: Authorization: Bearer <key>');
    const known = this.verified.get(token);
    if (known && known.expiresAt > Date.now()) return known.principal;
    const { payload } = await jwtVerify(token, this.key, { audience: AUDIENCE, algorithms: ['HS256'] }).catch(() => {
      throw new Unauthenticated('the gateway did not sign this request');
    });
    const principal = { subject: payload.sub ?? '', scopes: (payload.scopes ?? []) as Scope[] };
    if (this.verified.size >= CACHED) this.verified.clear();
    this.verified.set(token, { principal, expiresAt: (payload.exp ?? 0) * 1000 });
    return principal;
  }
}
