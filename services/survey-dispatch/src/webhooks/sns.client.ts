import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 5_000;
const MOST_CERTIFICATES = 20;

/** What SNS offers over HTTPS; its addresses were checked to be its own. */
export abstract class SnsClient {
  /** A signing certificate, in PEM. */
  abstract certificate(url: string): Promise<string>;
  /** Confirms a subscription. */
  abstract confirm(url: string): Promise<void>;
}

/** Asks SNS itself; certificates are kept, since each signs many messages. */
@Injectable()
export class HttpsSnsClient extends SnsClient {
  private readonly certificates = new Map<string, Promise<string>>();

  certificate(url: string): Promise<string> {
    const known = this.certificates.get(url);
    if (known) return known;
    if (this.certificates.size >= MOST_CERTIFICATES) this.certificates.clear();
    const certificate = get(url);
    certificate.catch(() => this.certificates.delete(url));
    this.certificates.set(url, certificate);
    return certificate;
  }

  async confirm(url: string): Promise<void> {
    await get(url);
  }
}

async function get(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`SNS answered ${answer.status}`);
  return answer.text();
}
