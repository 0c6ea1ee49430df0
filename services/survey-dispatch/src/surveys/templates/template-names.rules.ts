/** The surveys that can be copied. */
export const TEMPLATE_NAMES = ['relationship', 'onboarding', 'support', 'renewal'] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];
