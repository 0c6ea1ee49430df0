/**
 * The id in a contact's place once the contact is erased: it stands for one person still, so that what counts people goes
 * on counting right, and leads to nobody.
 * @param id a new one for each person
 */
export function anonymousContact(id: string): string {
  return `erased-${id}`;
}
