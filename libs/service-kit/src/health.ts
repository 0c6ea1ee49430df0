import type { DataSource } from 'typeorm';
import type { Messaging } from '#messaging';

/** Whether a service lives and is ready. */
export class Health {
  /** Set first when the service stops, so that no new request is sent to it. */
  stopping = false;
  started = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly messaging: Messaging,
  ) {}

  /** Liveness is progress, not an open port. */
  alive(): Promise<boolean> {
    return this.messaging.alive();
  }

  /** Why no request should be sent here now, or nothing. */
  async unreadyBecause(): Promise<string | undefined> {
    if (this.stopping) return 'stopping';
    if (!this.started) return 'starting';
    return this.dataSource.query('SELECT 1').then(
      () => undefined,
      () => 'the database does not answer',
    );
  }
}
