import { createHash } from 'node:crypto';

/**
 * A number from 0 to just below 1 that is always the same for a contact and a purpose, evenly spread over contacts and
 * independent between purposes.
 * @param purpose such as `after-support-case holdout`
 */
export function shareOf(purpose: string, contactId: string): number {
  return createHash('sha1').update(`${purpose}\n${contactId}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** A survey of an experiment, with its share of the contacts in relation to the others'. */
export interface Variant<S> {
  readonly name: string;
  readonly weight: number;
  readonly survey: S;
}

/** The variant that a contact gets, always the same as long as the weights stay. */
export function variantOf<S>(programId: string, variants: readonly Variant<S>[], contactId: string): Variant<S> {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let left = shareOf(`${programId} variant`, contactId) * total;
  for (const variant of variants) {
    left -= variant.weight;
    if (left < 0) return variant;
  }
  return variants.at(-1)!;
}

/** Whether a contact is held out, or left out of the sample, or neither; independent of each other. */
export function leftOut(
  program: { readonly programId: string; readonly holdoutPercent: number; readonly samplePercent: number },
  contactId: string,
): 'holdout' | 'sampled_out' | undefined {
  const { programId, holdoutPercent, samplePercent } = program;
  if (holdoutPercent > 0 && shareOf(`${programId} holdout`, contactId) * 100 < holdoutPercent) return 'holdout';
  if (samplePercent < 100 && shareOf(`${programId} sample`, contactId) * 100 >= samplePercent) return 'sampled_out';
  return undefined;
}
