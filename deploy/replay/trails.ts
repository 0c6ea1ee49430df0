import { type Contract, contracts, type DataOf } from '#contracts';
import type { ReadRecord, RecordClient } from '#messaging';
import type { Trail } from './audit.rules.js';

const FOLLOWED = [
  contracts.decisionMade,
  contracts.invitationSent,
  contracts.responseScored,
  contracts.insightFound,
  contracts.caseOpened,
  contracts.retentionStepPlanned,
  contracts.advocacyRequested,
] as readonly Contract<{ contactId: string }>[];

/** Follows each contact's way through the topics of a running installation. */
export class Trails {
  readonly byContact = new Map<string, Trail>();
  /** Invitations that were sent and wait for their answer. */
  readonly sent: { contactId: string; invitationId: string }[] = [];

  /** Begins to listen; returns when nothing that is sent from now on can be missed. */
  async follow(records: RecordClient): Promise<void> {
    await records.follow([...new Set(FOLLOWED.map(({ topic }) => topic))], 'now', (record) => this.take(record));
  }

  /** How many trails fulfil a condition. */
  count(condition: (trail: Trail) => boolean): number {
    let count = 0;
    for (const trail of this.byContact.values()) if (condition(trail)) count++;
    return count;
  }

  private take({ headers, value }: ReadRecord): void {
    const contract = FOLLOWED.find(({ type }) => type === headers.ce_type);
    if (!contract || !value) return;
    const data = JSON.parse(value.toString()) as { contactId: string };
    const trail = this.byContact.get(data.contactId);
    if (trail) this.note(trail, contract, data);
  }

  private note(trail: Trail, contract: Contract, data: { contactId: string }): void {
    if (contract === contracts.decisionMade) trail.decision = (data as DataOf<typeof contracts.decisionMade>).outcome;
    else if (contract === contracts.invitationSent) {
      trail.invited = true;
      this.sent.push(data as DataOf<typeof contracts.invitationSent>);
    } else if (contract === contracts.responseScored)
      trail.category = (data as DataOf<typeof contracts.responseScored>).category;
    else if (contract === contracts.insightFound) trail.insight = true;
    else trail.followUp = contract.type.split('.').at(-1);
  }
}
