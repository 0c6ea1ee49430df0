/** Reads a mapping of columns to fields; returns what is wrong with it where it is none. */
export function readMapping(text: string | undefined): Readonly<Record<string, string>> | string {
  if (text === undefined) return {};
  try {
    const read: unknown = JSON.parse(text);
    const isObject = typeof read === 'object' && read !== null && !Array.isArray(read);
    if (isObject && Object.values(read).every((field) => typeof field === 'string'))
      return read as Record<string, string>;
  } catch {
    // Said below.
  }
  return 'must be a JSON object with the names of columns and of fields';
}
