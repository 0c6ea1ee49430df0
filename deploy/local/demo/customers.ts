import type { contracts, DataOf } from '#contracts';

type Account = DataOf<typeof contracts.accountUpserted>;
type Contact = DataOf<typeof contracts.contactUpserted>;

const DAY_MS = 86_400_000;

/** What the demo company declares of its customers beyond the usual fields. */
export const attributes = {
  'account/plan': { type: 'choice', allowed: ['basic', 'premium'], description: 'What they pay for' },
  'account/seats': { type: 'number', description: 'How many people may use it' },
  'contact/product': { type: 'choice', allowed: ['routes', 'fleet', 'billing'], description: 'What they use most' },
};

type Row = readonly [name: string, arr: number, segment: string, region: string, renewsIn: number, csm: string];

/** Renewal in days from now, so that some are always near. */
const COMPANIES: Record<string, Row> = {
  northwind: ['Northwind Freight', 240_000, 'enterprise', 'emea', 200, 'ana.silva'],
  lumen: ['Lumen Retail', 96_000, 'mid-market', 'amer', 54, 'jonas.weber'],
  quarry: ['Quarry & Sons', 12_000, 'small', 'emea', 310, 'ana.silva'],
  solsticio: ['Solstício Alimentos', 58_000, 'mid-market', 'latam', 170, 'rita.gomes'],
  harbour: ['Harbour Clinics', 310_000, 'enterprise', 'apac', 30, 'mei.tan'],
  vertex: ['Vertex Tooling', 74_000, 'mid-market', 'amer', 120, 'jonas.weber'],
  fjord: ['Fjord Logistics', 185_000, 'enterprise', 'emea', 88, 'ana.silva'],
  mimosa: ['Mimosa Hoteles', 27_000, 'small', 'latam', 260, 'rita.gomes'],
};

/** The customers of the demo company, as its CRM knows them on a day. */
export function accountsOn(today: Date): Account[] {
  return Object.entries(COMPANIES).map(([accountId, [name, arr, segment, region, renewsIn, ownerCsm]]) => ({
    accountId,
    name,
    arr,
    segment,
    region,
    renewalDate: new Date(today.getTime() + renewsIn * DAY_MS).toISOString().slice(0, 10),
    ownerCsm,
    attributes: { plan: arr > 50_000 ? 'premium' : 'basic', seats: Math.round(arr / 1_200) },
  }));
}

const person = (contactId: string, accountId: string, role: string, locale: string, more: Partial<Contact> = {}) => ({
  contactId,
  accountId,
  role,
  locale,
  name: contactId[0]!.toUpperCase() + contactId.slice(1),
  // Addresses of a reserved domain: they lead nowhere.
  email: `${contactId}@${accountId}.example`,
  consentSource: 'signup_form',
  ...more,
});

/** Their people. Maria, Tom and Greta are never asked by the demo itself: they are for whoever tries it. */
export const contacts: Contact[] = [
  person('maria', 'northwind', 'admin', 'en', { attributes: { product: 'routes' } }),
  person('tom', 'northwind', 'technical_contact', 'en', { attributes: { product: 'fleet' } }),
  person('hanna', 'northwind', 'executive_sponsor', 'de'),
  person('greta', 'lumen', 'end_user', 'de', { attributes: { product: 'billing' } }),
  person('oskar', 'lumen', 'admin', 'de'),
  person('ines', 'lumen', 'decision_maker', 'es'),
  person('paul', 'quarry', 'admin', 'fr'),
  person('claire', 'quarry', 'end_user', 'fr'),
  person('joana', 'solsticio', 'admin', 'pt-BR', { timeZone: 'America/Sao_Paulo' }),
  person('rui', 'solsticio', 'end_user', 'pt-BR', { timeZone: 'America/Sao_Paulo' }),
  person('li', 'harbour', 'end_user', 'en', { timeZone: 'Asia/Singapore' }),
  person('ada', 'harbour', 'end_user', 'en', { timeZone: 'Asia/Singapore' }),
  person('arjun', 'harbour', 'decision_maker', 'en', { timeZone: 'Asia/Singapore' }),
  person('sam', 'vertex', 'admin', 'en', { timeZone: 'America/Chicago' }),
  person('nora', 'vertex', 'decision_maker', 'en', { timeZone: 'America/Chicago' }),
  person('erik', 'fjord', 'end_user', 'en'),
  person('astrid', 'fjord', 'end_user', 'en'),
  person('sven', 'fjord', 'end_user', 'en'),
  person('lars', 'fjord', 'end_user', 'en', { email: undefined }),
  person('liv', 'fjord', 'end_user', 'en', { email: undefined }),
  person('solveig', 'fjord', 'end_user', 'en', { emailConsent: false }),
  person('lucia', 'mimosa', 'admin', 'es', { phone: '+525555550134', smsConsent: true }),
  person('diego', 'mimosa', 'end_user', 'es'),
];
