import { defineService } from '#service-kit';
import { Account } from './accounts/account.entity.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountQueries } from './accounts/accounts.query.js';
import { UpsertAccountWhenCrmUpserted } from './accounts/upsert-account-when-crm-upserted.consumer.js';
import { AttributeDeclared } from './attributes/attribute-declaration.entity.js';
import { AttributeDeclarationsController } from './attributes/attribute-declarations.controller.js';
import { DeclareAttribute } from './attributes/declare-attribute.action.js';
import { DirectoryConfig } from './config.js';
import { Contact } from './contacts/contact.entity.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactQueries } from './contacts/contacts.query.js';
import { UpsertContactWhenCrmUpserted } from './contacts/upsert-contact-when-crm-upserted.consumer.js';
import { ApplyImport } from './imports/apply-import.action.js';
import { ApplyImports } from './imports/apply-imports.job.js';
import { acceptImportBodies } from './imports/import-body.http.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportQueries } from './imports/imports.query.js';
import { ReceiveImport } from './imports/receive-import.action.js';
import { MergeAccounts } from './merges/merge-accounts.action.js';
import { MergeContacts } from './merges/merge-contacts.action.js';
import { MergesController } from './merges/merges.controller.js';
import { CreateDirectory1760000001000 } from './migrations/1760000001000-create-directory.js';
import { DeepenDirectory1760000001100 } from './migrations/1760000001100-deepen-directory.js';
import { CreateImports1760000001110 } from './migrations/1760000001110-create-imports.js';
import { SaveUpsert } from './upserts/save-upsert.action.js';

/** Accounts and contacts: takes partial upserts from the CRM, REST and imports, tells everyone the whole state. */
export const directory = defineService({
  name: 'directory',
  description: 'Accounts, contacts, roles and consent',
  config: DirectoryConfig,
  entities: [Account, Contact, AttributeDeclared],
  migrations: [CreateDirectory1760000001000, DeepenDirectory1760000001100, CreateImports1760000001110],
  consumers: [UpsertAccountWhenCrmUpserted, UpsertContactWhenCrmUpserted],
  jobs: [ApplyImports],
  controllers: [
    AccountsController,
    ContactsController,
    AttributeDeclarationsController,
    ImportsController,
    MergesController,
  ],
  providers: [
    AccountQueries,
    ContactQueries,
    DeclareAttribute,
    SaveUpsert,
    ImportQueries,
    ReceiveImport,
    ApplyImport,
    MergeAccounts,
    MergeContacts,
  ],
  prepare: acceptImportBodies,
});
