type Node = { [name: string]: string | Node };

const MOST_FIELDS = 1_000;

/** A form as an object: `properties[plan]=basic` is the member `plan` of `properties`. */
export function parseForm(text: string): Node {
  const form: Node = Object.create(null) as Node;
  let count = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    if (++count > MOST_FIELDS) break;
    const [, first, inner] = /^([^[\]]+)(?:\[([^[\]]*)\])?$/.exec(key) ?? [];
    if (first === undefined) continue;
    if (inner === undefined || inner === '') {
      form[first] = value;
      continue;
    }
    const known = form[first];
    const node: Node = typeof known === 'object' ? known : (Object.create(null) as Node);
    node[inner] = value;
    form[first] = node;
  }
  return form;
}
