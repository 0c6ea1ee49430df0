import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging';
import type { Survey } from '../surveys/survey.rules.js';
import { type ActiveProgram, inForce, type ProgramsInForce } from './active-program.rules.js';
import type { VariantDefinition } from './program.rules.js';

const READ_AGAIN_MS = 1_000;

/** The programs in force, read about once a second: they change rarely and every chunk of events needs them. */
@Injectable()
export class ActivePrograms {
  private copy: Promise<ProgramsInForce> | undefined;
  private readAt = 0;

  /**
   * The programs in force. They are read with the connection that the caller has: callers that each waited for a second
   * one could use up the pool and wait for ever.
   */
  async read(transaction: Transaction): Promise<ProgramsInForce> {
    // Age of a copy, not domain time: the process' own clock, which nobody sets back.
    const now = performance.now();
    if (!this.copy || now - this.readAt > READ_AGAIN_MS) {
      this.readAt = now;
      const read = load(transaction);
      read.catch(() => this.forget());
      this.copy = read;
    }
    return this.copy;
  }

  /** Reads anew at the next call, as after a change made here. */
  forget(): void {
    this.copy = undefined;
  }
}

/** A program as it is stored, with the questions of the surveys that it may ask. */
export interface StoredProgram extends Omit<ActiveProgram, 'survey' | 'variants'> {
  readonly surveyId: string;
  readonly surveyVersion: number | null;
  readonly variants: readonly VariantDefinition[];
  /** By `id@version`, the latest one's version left out. */
  readonly surveys: Readonly<Record<string, Survey>>;
}

/** Reads stored programs; `condition` is SQL on `p`. */
export const selectPrograms = (condition: string) => `
  SELECT p.program_id AS "programId", p.kind, p.state, p.touchpoint, p.delay_seconds AS "delaySeconds",
    p.expiry_days AS "expiryDays", p.priority, p.audience, p.channels, p.sample_percent AS "samplePercent",
    p.holdout_percent AS "holdoutPercent", p.defer_days AS "deferDays", p.cadence_days AS "cadenceDays",
    p.days_before AS "daysBefore", p.survey_id AS "surveyId",
    p.survey_version AS "surveyVersion", p.variants,
    (SELECT jsonb_object_agg(asked.id || '@' || coalesce(asked.version::text, ''), jsonb_build_object('surveyId', asked.id,
       'version', v.version, 'fallbackLanguage', v.document -> 'fallbackLanguage', 'questions', v.document -> 'question'))
     FROM (SELECT p.survey_id AS id, p.survey_version AS version UNION
       SELECT it ->> 'surveyId', (it ->> 'surveyVersion')::int FROM jsonb_array_elements(p.variants) it) asked
     JOIN surveys s ON s.survey_id = asked.id
     JOIN survey_versions v ON v.survey_id = s.survey_id AND v.version = coalesce(asked.version, s.version)) AS surveys
  FROM programs p WHERE ${condition}`;

/** A stored program with its surveys. */
export function programOf({ surveyId, surveyVersion, surveys, variants, ...program }: StoredProgram): ActiveProgram {
  const find = (id: string, version: number | null | undefined) => surveys[`${id}@${version ?? ''}`]!;
  return {
    ...program,
    survey: find(surveyId, surveyVersion),
    variants: variants.map(({ name, weight, ...asked }) => ({
      name,
      weight,
      survey: find(asked.surveyId, asked.surveyVersion),
    })),
  };
}

async function load(transaction: Transaction): Promise<ProgramsInForce> {
  const rows = await transaction.query<StoredProgram>(selectPrograms(`p.state <> 'draft'`));
  return inForce(rows.map(programOf));
}
