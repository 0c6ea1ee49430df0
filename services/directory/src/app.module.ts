import { contracts } from '#contracts';
import { acceptFileBodies, defineService } from '#service-kit';
import { Account } from './accounts/account.entity.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountQueries } from './accounts/accounts.query.js';
import { UpsertAccountWhenCrmUpserted } from './accounts/upsert-account-when-crm-upserted.consumer.js';
import { AttributeDeclared } from './attributes/attribute-declaration.entity.js';
import { AttributeDeclarationsController } from './attributes/attribute-declarations.controller.js';
import { DeclareAttribute } from './attributes/declare-attribute.action.js';
import { DirectoryConfig } from './config.js';
import { ContactListsController } from './contact-lists/contact-lists.controller.js';
import { ContactLists } from './contact-lists/contact-lists.query.js';
import { Contact } from './contacts/contact.entity.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactQueries } from './contacts/contacts.query.js';
import { UpsertContactWhenCrmUpserted } from './contacts/upsert-contact-when-crm-upserted.consumer.js';
import { AnnounceErasuresAgain } from './erasures/announce-erasures-again.action.js';
import { CompleteErasureWhenServiceErased } from './erasures/complete-erasure-when-service-erased.consumer.js';
import { EraseContact } from './erasures/erase-contact.action.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { ErasureQueries } from './erasures/erasures.query.js';
import { ShowErasure } from './erasures/show-erasure.action.js';
import { WatchErasures } from './erasures/watch-erasures.job.js';
import { CompleteContactWhenPersonImported } from './imported-people/complete-contact-when-person-imported.consumer.js';
import { WithdrawConsentWhenSuppressionImported } from './imported-people/withdraw-consent-when-suppression-imported.consumer.js';
import { ApplyImport } from './imports/apply-import.action.js';
import { ApplyImports } from './imports/apply-imports.job.js';
import { FILE_TYPES } from './imports/import-row.rules.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportQueries } from './imports/imports.query.js';
import { ReceiveImport } from './imports/receive-import.action.js';
import { MergeAccounts } from './merges/merge-accounts.action.js';
import { MergeContacts } from './merges/merge-contacts.action.js';
import { MergesController } from './merges/merges.controller.js';
import { CreateDirectory1760000001000 } from './migrations/1760000001000-create-directory.js';
import { DeepenDirectory1760000001100 } from './migrations/1760000001100-deepen-directory.js';
import { CreateImports1760000001110 } from './migrations/1760000001110-create-imports.js';
import { CreateErasures1760000001200 } from './migrations/1760000001200-create-erasures.js';
import { CreateSegmentMapping1760000001300 } from './migrations/1760000001300-create-segment-mapping.js';
import { ListContactsByCreation1760000001450 } from './migrations/1760000001450-list-contacts-by-creation.js';
import { ActiveMapping } from './segment/active-mapping.query.js';
import { ForgetCounts } from './segment/forget-counts.job.js';
import { MapWhenSegmentMessageReceived } from './segment/map-when-segment-message-received.consumer.js';
import { MessageCounts } from './segment/message-counts.query.js';
import { acceptSamples } from './segment/sample-body.http.js';
import { SaveMapping } from './segment/save-mapping.action.js';
import { SegmentMappingController } from './segment/segment-mapping.controller.js';
import { TryMapping } from './segment/try-mapping.action.js';
import { SaveUpsert } from './upserts/save-upsert.action.js';

/** Accounts and contacts: takes partial upserts from the CRM, a CDP, REST and imports, tells everyone the whole state. */
export const directory = defineService({
  name: 'directory',
  description: 'Accounts, contacts, roles and consent',
  config: DirectoryConfig,
  entities: [Account, Contact, AttributeDeclared],
  migrations: [
    CreateDirectory1760000001000,
    DeepenDirectory1760000001100,
    CreateImports1760000001110,
    CreateErasures1760000001200,
    CreateSegmentMapping1760000001300,
    ListContactsByCreation1760000001450,
  ],
  consumers: [
    UpsertAccountWhenCrmUpserted,
    UpsertContactWhenCrmUpserted,
    CompleteContactWhenPersonImported,
    WithdrawConsentWhenSuppressionImported,
    MapWhenSegmentMessageReceived,
    CompleteErasureWhenServiceErased,
  ],
  topicNames: ({ segmentTopic }) => (segmentTopic ? { [contracts.segmentMessage.topic]: segmentTopic } : {}),
  jobs: [ApplyImports, WatchErasures, ForgetCounts],
  controllers: [
    AccountsController,
    ContactsController,
    ContactListsController,
    AttributeDeclarationsController,
    ImportsController,
    MergesController,
    ErasuresController,
    SegmentMappingController,
  ],
  providers: [
    AccountQueries,
    ContactQueries,
    ContactLists,
    DeclareAttribute,
    SaveUpsert,
    ImportQueries,
    ReceiveImport,
    ApplyImport,
    MergeAccounts,
    MergeContacts,
    EraseContact,
    ShowErasure,
    ErasureQueries,
    AnnounceErasuresAgain,
    ActiveMapping,
    SaveMapping,
    TryMapping,
    MessageCounts,
  ],
  prepare: async (app) => {
    acceptSamples(app);
    acceptFileBodies(app, '/v1/imports', FILE_TYPES);
  },
});
