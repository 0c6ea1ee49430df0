import { join } from 'node:path';
import { contracts } from '#contracts';
import { RecordClient, toRecord } from '#messaging';
import { readAnswers } from '../../replay/answers-file.js';
import type { Installation } from '../../replay/api.js';
import { replay } from '../../replay/replay.js';
import { projectRoot } from '../stack/project-root.js';
import { accounts, contacts } from './company.js';

type Progress = (text: string, kind?: 'passing') => void;

/** Loads a demo company: its customers by CRM events, and some of their answers through the whole loop. */
export async function loadDemo(installation: Installation, onProgress: Progress): Promise<void> {
  onProgress('Loading the demo company …');
  const records = new RecordClient(installation.brokers.split(','), installation.topicPrefix);
  try {
    await records.send(
      contracts.accountUpserted.topic,
      accounts.map((account) => toRecord(contracts.accountUpserted, account)),
    );
    await records.send(
      contracts.contactUpserted.topic,
      contacts.map((contact) => toRecord(contracts.contactUpserted, contact)),
    );
  } finally {
    await records.close();
  }
  const answers = await readAnswers(join(projectRoot(), 'deploy/local/demo/answers.csv'));
  await replay(answers, installation, () => {});
}
