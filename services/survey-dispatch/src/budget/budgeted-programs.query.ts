/** The programs that a policy must leave possible, as `BudgetedProgram`: those that ask, or that ask again when they go on. */
export const BUDGETED_PROGRAMS = `
  SELECT program_id AS "programId", kind, cadence_days AS "cadenceDays", days_before AS "daysBefore",
    defer_days AS "deferDays",
    sample_percent = 100 AND holdout_percent = 0 AND jsonb_array_length(audience) = 0 AS "asksEverybody"
  FROM programs WHERE state IN ('active', 'paused') ORDER BY program_id`;
