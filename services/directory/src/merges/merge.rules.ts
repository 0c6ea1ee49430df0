import { type Channel, CONSENT_FIELDS, type ConsentChange } from '../contacts/consent.rules.js';
import { type ContactState, newContact } from '../contacts/contact.rules.js';
import type { Versioned } from '../upserts/upsert.rules.js';

/** The survivor of two that are one: it keeps what it has and takes from the duplicate what it lacks. */
export function fillGaps<S extends Versioned>(survivor: S, duplicate: S): S {
  const gaps = Object.entries(survivor).filter(([, value]) => value === null);
  const filled = Object.fromEntries(gaps.map(([name]) => [name, duplicate[name as keyof S]]));
  return { ...survivor, ...filled, attributes: { ...duplicate.attributes, ...survivor.attributes } };
}

/** The survivor of two contacts: of consent, what either of them took back stays taken back. */
export function mergeContacts(survivor: ContactState, duplicate: ContactState): ContactState {
  const merged = fillGaps(survivor, duplicate);
  const unsaid = newContact('', survivor.updatedAt);
  const consentChanges: Partial<Record<Channel, ConsentChange>> = {};
  for (const [name, field] of Object.entries(CONSENT_FIELDS)) {
    const channel = name as Channel;
    const said = [survivor, duplicate].filter((it) => it.consentChanges[channel] || it[field] !== unsaid[field]);
    const decisive = said.find((it) => !it[field]) ?? said[0];
    merged[field] = decisive?.[field] ?? unsaid[field];
    const change = decisive?.consentChanges[channel];
    if (change) consentChanges[channel] = change;
  }
  return { ...merged, consentChanges };
}
