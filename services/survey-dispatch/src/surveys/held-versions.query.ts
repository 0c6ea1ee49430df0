import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SurveyDocument } from '#survey-documents';
import { readVersion } from './surveys.query.js';

const MOST_HELD = 200;

/** Versions of surveys, read once: they never change. */
@Injectable()
export class HeldVersions {
  private readonly held = new Map<string, SurveyDocument>();

  constructor(private readonly dataSource: DataSource) {}

  /** The questionnaire of a version, or nothing where it was never published. */
  async read(surveyId: string, version: number): Promise<SurveyDocument | undefined> {
    const key = `${surveyId}@${version}`;
    const known = this.held.get(key);
    if (known) return known;
    const document = (await readVersion(this.dataSource, surveyId, version))?.document;
    if (!document) return undefined;
    // The oldest goes: of many versions, those of one time are asked.
    if (this.held.size >= MOST_HELD) this.held.delete(this.held.keys().next().value!);
    this.held.set(key, document);
    return document;
  }
}
