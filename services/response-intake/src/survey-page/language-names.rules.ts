const names = new Map<string, string>();

/** How the speakers of a language call it, such as `Português`; the tag itself where it names no language. */
export function languageName(tag: string): string {
  let name = names.get(tag);
  if (name === undefined) {
    name = nameOf(tag);
    names.set(tag, name);
  }
  return name;
}

function nameOf(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
