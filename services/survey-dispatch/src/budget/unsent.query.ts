/** SQL of whether nothing of an invitation was tried, and nothing but its end is in its history. */
export const unsent = (invitation: string) => `(${invitation}.attempts = 0 AND NOT EXISTS (
  SELECT 1 FROM invitation_history h WHERE h.invitation_id = ${invitation}.invitation_id AND h.change <> 'cancelled'))`;
