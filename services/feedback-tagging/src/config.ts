import { ServiceConfig } from '#service-kit';

/** Feedback tagging needs nothing beyond what every service needs. */
export class FeedbackTaggingConfig extends ServiceConfig {}
