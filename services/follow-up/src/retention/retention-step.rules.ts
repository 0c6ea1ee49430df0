import { addBusinessDays } from '../calendar/business-days.rules.js';

const DAYS_TO_ACT = 10;

/** Until when a retention step is to be done: 10 business days. */
export function retentionDueAt(plannedAt: Date): Date {
  return addBusinessDays(plannedAt, DAYS_TO_ACT);
}
