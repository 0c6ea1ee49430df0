import { defineService } from '#service-kit';
import { Account } from './accounts/account.entity.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { UpsertAccountWhenCrmUpserted } from './accounts/upsert-account-when-crm-upserted.consumer.js';
import { DirectoryConfig } from './config.js';
import { Contact } from './contacts/contact.entity.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { UpsertContactWhenCrmUpserted } from './contacts/upsert-contact-when-crm-upserted.consumer.js';
import { CreateDirectory1760000001000 } from './migrations/1760000001000-create-directory.js';

/** Accounts and contacts: takes the CRM's partial upserts, tells everyone the whole state. */
export const directory = defineService({
  name: 'directory',
  description: 'Accounts, contacts, roles and consent',
  config: DirectoryConfig,
  entities: [Account, Contact],
  migrations: [CreateDirectory1760000001000],
  consumers: [UpsertAccountWhenCrmUpserted, UpsertContactWhenCrmUpserted],
  controllers: [AccountsController, ContactsController],
  providers: [],
});
