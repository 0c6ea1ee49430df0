import type { DataSource } from 'typeorm';
import type { Survey } from './survey.rules.js';

/** Every survey, by its id; there are few, and a survey does not change. */
export async function readSurveys(dataSource: DataSource): Promise<Map<string, Survey>> {
  const rows: Survey[] = await dataSource.query('SELECT survey_id AS "surveyId", questions FROM surveys');
  return new Map(rows.map((survey) => [survey.surveyId, survey]));
}
