import { tidyText } from '#survey-documents';
import type { Column } from './columns.rules.js';
import type { SourceValues } from './import-spec.rules.js';

/** A row's values from its cells, which are as many as the columns; empty ones of attributes and answers are left out. */
export function valuesOfCells(columns: readonly Column[], cells: readonly string[]): SourceValues {
  const fields: [string, string][] = [];
  const attributes: [string, string][] = [];
  const answers = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    if (column.kind === 'ignored') continue;
    const text = cells[index]!.trim();
    if (column.kind === 'field') fields.push([column.field, text]);
    else if (text === '') continue;
    else if (column.kind === 'attribute') attributes.push([column.name, text]);
    // A question with several columns is answered by what stands in them together.
    else answers.set(column.name, [answers.get(column.name), tidyText(text)].filter(Boolean).join(', '));
  }
  return {
    ...Object.fromEntries(fields),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(answers.size > 0 && {
      answers: [...answers].map(([questionId, text]) => ({ questionId, kind: 'text' as const, text })),
    }),
  };
}
