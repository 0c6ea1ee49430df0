import { commercialThemes } from './commercial-themes.rules.js';
import { productThemes } from './product-themes.rules.js';
import { serviceThemes } from './service-themes.rules.js';
import type { Taxonomy } from './taxonomy.rules.js';

/** The themes by which comments are read. A change of a theme or a cue is a new version; insights name theirs. */
export const currentTaxonomy: Taxonomy = {
  version: '2026.1',
  themes: [...productThemes, ...serviceThemes, ...commercialThemes],
};
