import type { contracts, DataOf } from '#contracts';

/** The customers of the demo company, as its CRM knows them. */
export const accounts: DataOf<typeof contracts.accountUpserted>[] = [
  {
    accountId: 'northwind',
    name: 'Northwind Freight',
    arr: 240_000,
    segment: 'enterprise',
    region: 'emea',
    renewalDate: '2027-03-31',
    ownerCsm: 'ana.silva',
  },
  {
    accountId: 'lumen',
    name: 'Lumen Retail',
    arr: 96_000,
    segment: 'mid-market',
    region: 'amer',
    renewalDate: '2027-01-15',
    ownerCsm: 'jonas.weber',
  },
  { accountId: 'quarry', name: 'Quarry & Sons', arr: 12_000, segment: 'small', region: 'emea', ownerCsm: 'ana.silva' },
  {
    accountId: 'solsticio',
    name: 'Solstício Alimentos',
    arr: 58_000,
    segment: 'mid-market',
    region: 'latam',
    renewalDate: '2027-06-30',
  },
  {
    accountId: 'harbour',
    name: 'Harbour Clinics',
    arr: 310_000,
    segment: 'enterprise',
    region: 'apac',
    renewalDate: '2026-12-20',
    ownerCsm: 'mei.tan',
  },
];

/** Their people; the addresses are of reserved domains and lead nowhere. */
export const contacts: DataOf<typeof contracts.contactUpserted>[] = [
  {
    contactId: 'maria',
    accountId: 'northwind',
    email: 'maria@northwind.example',
    name: 'Maria',
    locale: 'en',
    role: 'admin',
  },
  {
    contactId: 'tom',
    accountId: 'northwind',
    email: 'tom@northwind.example',
    name: 'Tom',
    locale: 'en',
    role: 'decision_maker',
  },
  {
    contactId: 'greta',
    accountId: 'lumen',
    email: 'greta@lumen.example',
    name: 'Greta',
    locale: 'de',
    role: 'end_user',
  },
  {
    contactId: 'paul',
    accountId: 'quarry',
    email: 'paul@quarry.example',
    name: 'Paul',
    locale: 'fr',
    role: 'executive_sponsor',
  },
  {
    contactId: 'joana',
    accountId: 'solsticio',
    email: 'joana@solsticio.example',
    name: 'Joana',
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    role: 'admin',
  },
  {
    contactId: 'li',
    accountId: 'harbour',
    email: 'li@harbour.example',
    name: 'Li',
    locale: 'en',
    timeZone: 'Asia/Singapore',
    role: 'end_user',
  },
];
