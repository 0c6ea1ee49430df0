/** The page of an open link, or of a kiosk's device. */
export const linkPath = (token: string) => `/l/${encodeURIComponent(token)}`;

/** Begins the addresses of an answer that somebody goes on with. */
export const answerPath = (token: string, language: string, goingOn: string) =>
  `${linkPath(token)}/${encodeURIComponent(language)}/answer/${encodeURIComponent(goingOn)}`;
